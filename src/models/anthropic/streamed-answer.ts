import type { Reply, Usage } from '../../conversation/reply.ts';
import type { StopWhen } from '../../conversation/request.ts';
import { stopDetector } from '../../conversation/stop-when.ts';
import { nameOf } from '../http/endpoint.ts';
import { readErrorBody } from '../http/error-body.ts';
import type { HttpAnswer, TakeAnswer } from '../http/exchange.ts';
import { unlessTooDeep } from '../http/lenient.ts';
import { eventReader } from '../http/sse.ts';
import { ModelError } from '../model-error.ts';
import { readAnswer } from './answer.ts';
import { failedAnswer, statusOf, type FailedCall } from './failed-answer.ts';
import { readReply, readUsage } from './reply.ts';
import { StreamedMessage } from './stream.ts';

/** Reads one answer while it comes. */
export interface AnswerReader {
  /** For `exchange`. */
  readonly take: TakeAnswer;
  /** The reply, once the exchange is over. @throws ModelError where there is none. */
  reply(answer: HttpAnswer, call: FailedCall): Reply;
  /** What the call was charged with, as far as the server has told; `null` where it has not. */
  usage(): Usage | null;
}

/**
 * A reader for an answer that may be streamed. Where `stop` is given, the call ends as soon as the reply is settled.
 * A server that does not stream although asked to is read all the same.
 */
export function answerReader(stop: StopWhen | undefined): AnswerReader {
  const message = new StreamedMessage();
  const settles = stop === undefined ? null : stopDetector(stop);
  let isStreamed = false;
  let isSettled = false;
  const events = eventReader(({ data }) => {
    if (isSettled) return;
    message.take(parse(data));
    isSettled = message.state.kind === 'open' && settles?.(message.text, message.calls) === true;
  });
  return {
    take: (status, headers) => {
      isStreamed = status < 300 && headers['content-type']?.startsWith('text/event-stream') === true;
      if (!isStreamed) return null;
      return (piece) => {
        events.push(piece);
        return isSettled ? 'enough' : 'more';
      };
    },
    usage: () => readUsage(message.soFar()?.['usage']),
    reply: (answer, call) => {
      if (!isStreamed) return readAnswer(answer, call);
      if (!isSettled) events.end();
      return unlessTooDeep(
        () => (isSettled ? cutShort(message, call) : streamedReply(message, answer, call)),
        () =>
          new ModelError('bad-reply', `${nameOf(call.endpoint)} streamed JSON that is nested too deeply for a reply`),
      );
    },
  };
}

function cutShort(message: StreamedMessage, call: FailedCall): Reply {
  const reply = readReply(message.soFar());
  if (reply === null) throw brokenOff(call, null);
  return { ...reply, finish: 'stopped', finishRaw: null };
}

function streamedReply(message: StreamedMessage, answer: HttpAnswer, call: FailedCall): Reply {
  const { state } = message;
  const usage = readUsage(message.soFar()?.['usage']);
  if (state.kind === 'failed') {
    const body = readErrorBody(state.event);
    return failedAnswer({ status: statusOf(body), headers: answer.headers }, body, call, usage);
  }
  const reply = readReply(message.whole());
  // The reason for the end is told before the end itself, which some servers leave out.
  if (reply === null || (state.kind === 'open' && reply.finishRaw === null)) throw brokenOff(call, usage);
  return reply;
}

function brokenOff({ endpoint }: FailedCall, usage: Usage | null): ModelError {
  return new ModelError(
    'bad-reply',
    `${nameOf(endpoint)} sent a stream that breaks off`,
    usage === null ? {} : { usage },
  );
}

/** What is not JSON is no event of this protocol: some proxies send words of their own. */
function parse(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return null;
  }
}
