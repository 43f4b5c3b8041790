import type { Pool } from 'undici';

import type { Clock } from '../../base/clock.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { ModelError } from '../model-error.ts';
import { nameOf, type Endpoint } from '../http/endpoint.ts';
import { exchange, type ExchangeLimits, type HttpAnswer, type TakeAnswer } from '../http/exchange.ts';
import type { FailedCall } from '../http/failed-answer.ts';
import { transportError } from '../http/transport-error.ts';
import { errorOf, readAnswer } from './answer.ts';
import { firstDialect, lessonFrom, type Dialect } from './dialect.ts';
import type { OpenAiModelConfig } from './config.ts';
import { formOfModel, type OpenAiForm } from './form.ts';
import { openAiPath } from './http-form.ts';
import type { ReadReply } from './reply.ts';
import { ReplyStream } from './reply-stream.ts';
import { openAiBody } from './request-body.ts';
import type { ServerTraits } from './servers.ts';
import { withSpent } from './spent.ts';
import { StreamedAnswer } from './streamed-answer.ts';

/** What of one call is not in its request. */
export interface CallOptions {
  /** A whole number in [0, 2^31). */
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Replies wanted, from 1. */
  readonly draws: number;
  /** Likeliest tokens wanted for every token; `null` for none. */
  readonly alternatives: number | null;
  /** As of `GenerateOptions`. */
  readonly onSent?: ((form: OpenAiForm) => void) | undefined;
}

/** Asks once: at least one reply, or a ModelError, or the signal's reason. */
export type Ask = (request: ModelRequest, options: CallOptions) => Promise<readonly ReadReply[]>;

export interface AskDeps {
  readonly config: OpenAiModelConfig;
  readonly server: ServerTraits;
  /** As of `OpenAiForm`. */
  readonly service: string | null;
  readonly endpoint: Endpoint;
  readonly pool: Pool;
  /** Before `/chat/completions`. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly limits: ExchangeLimits;
  readonly clock: Clock;
  /** Told once of each thing the server does not take and is no longer sent. */
  readonly onNotice: (message: string) => void;
}

/** Refusals one call may learn from; as many as there are fields that can be said otherwise. */
const mostLessons = 6;

/**
 * Asks a server by `POST {path}/chat/completions`. A field it refuses that can be said in other words, or left out
 * without changing what is asked, is asked about once more so, and so from then on. A reply that may be cut short is
 * streamed and the connection closed once it is settled: a stop sequence, which would spare the connection, fires
 * inside reasoning too, and takes the text it stops at away.
 */
export function asker(deps: AskDeps): Ask {
  const { config, server, endpoint, pool, headers, limits, clock } = deps;
  const path = `${deps.path}${openAiPath}`;
  const ofModel = formOfModel(config, server, { service: deps.service, hasKey: endpoint.keySource !== null });
  let dialect = firstDialect(config, server);

  /** Whether to ask once more, in the words of a dialect that has changed since. */
  const learns = (used: Dialect, answer: HttpAnswer, draws: number): boolean => {
    // Another call may have been taught the same meanwhile.
    if (used !== dialect) return true;
    const error = errorOf(answer);
    const lesson = error === null ? null : lessonFrom(error, used, draws);
    if (lesson === null) return false;
    dialect = lesson.dialect;
    deps.onNotice(`${nameOf(endpoint)} ${lesson.notice}`);
    return true;
  };

  const streamReader = (request: ModelRequest, call: FailedCall, strip: Strip, sent: number, draws: number) => {
    const { stop = null, prefill: given = '' } = request;
    return new StreamedAnswer(new ReplyStream({ stop, strip, given, sentCharacters: sent, draws }), call);
  };

  return async (request, { seed, signal, draws, alternatives, onSent }) => {
    // Log probabilities are wanted of a token or two, and come whole.
    const stream = alternatives === null && (request.stop !== undefined || config.stream === true);
    const hadReadout = alternatives !== null || request.prefill !== undefined;
    const failedCall = (): FailedCall => ({
      endpoint,
      hadTools: request.tools.length > 0,
      hadReadout,
      now: clock.now(),
    });
    const strip = stripper(request.prefill, server);
    for (let lessons = 0; ; lessons += 1) {
      const used = dialect;
      const asked = used.asksDraws ? draws : 1;
      const form = { ...ofModel, dialect: used, stream, draws: asked, alternatives };
      const body = openAiBody(request, form, seed);
      onSent?.(form);
      const streamed = stream ? streamReader(request, failedCall(), strip, body.length, asked) : null;
      const take: TakeAnswer | undefined =
        streamed === null ? undefined : (status, received) => streamed.begin(status, received);
      let answer: HttpAnswer;
      try {
        answer = await exchange(pool, { path, headers, body }, limits, signal, take);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        // What is paid for and whole is kept, however the connection ended.
        if (streamed?.isWhole === true && !(error instanceof ModelError)) return streamed.end();
        const failure = error instanceof ModelError ? error : transportError(error, endpoint);
        throw withSpent(failure, streamed?.usage ?? null);
      }
      if ((answer.status === 400 || answer.status === 422) && lessons < mostLessons && learns(used, answer, draws))
        continue;
      const read = streamed?.hasBegun === true ? streamed.end() : readAnswer(answer, failedCall());
      return request.prefill === undefined ? read : read.map((one) => stripped(one, strip));
    }
  };
}

type Strip = (text: string) => string;

const asItIs: Strip = (text) => text;

/** Takes the given beginning off a text, where the server repeats it or may. */
function stripper(prefill: string | undefined, { repeatsPrefill }: ServerTraits): Strip {
  if (prefill === undefined || repeatsPrefill === false) return asItIs;
  const trimmed = prefill.trimStart();
  return (text) => {
    if (text.startsWith(prefill)) return text.slice(prefill.length);
    const start = text.length - text.trimStart().length;
    return trimmed !== '' && text.startsWith(trimmed, start) ? text.slice(start + trimmed.length) : text;
  };
}

function stripped({ reply, tokens }: ReadReply, strip: Strip): ReadReply {
  const text = strip(reply.text);
  return text === reply.text ? { reply, tokens } : { reply: { ...reply, text }, tokens };
}
