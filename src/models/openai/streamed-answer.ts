import type { IncomingHttpHeaders } from 'node:http';

import type { Reply, Usage } from '../../conversation/reply.ts';
import { ModelError } from '../model-error.ts';
import { nameOf, quoted } from '../http/endpoint.ts';
import { readErrorBody, type ErrorBody } from '../http/error-body.ts';
import type { HttpAnswer, TakePiece } from '../http/exchange.ts';
import { failedAnswer, type FailedCall } from '../http/failed-answer.ts';
import { asRecord } from '../http/lenient.ts';
import { eventReader, type EventReader, type ServerEvent } from '../http/sse.ts';
import { brokenOff, isBrokenOff } from './answer.ts';
import type { ReadReply } from './reply.ts';
import type { ReplyStream } from './reply-stream.ts';
import { withSpent } from './spent.ts';

/** Reads an answer that is streamed. */
export class StreamedAnswer {
  readonly #replies: ReplyStream;
  readonly #call: FailedCall;
  readonly #events: EventReader;
  #answer: Omit<HttpAnswer, 'body'> = { status: 0, headers: {} };
  #isDone = false;
  #isEnough = false;
  #filtered: Reply | null = null;

  constructor(replies: ReplyStream, call: FailedCall) {
    this.#replies = replies;
    this.#call = call;
    this.#events = eventReader((event) => this.#take(event));
  }

  /** How to take an answer that begins like this: `null` for one that is not a stream and is to be read whole. */
  begin(status: number, headers: IncomingHttpHeaders): TakePiece | null {
    if (status < 200 || status >= 300 || !headers['content-type']?.startsWith('text/event-stream')) return null;
    this.#answer = { status, headers };
    return (piece) => {
      this.#pushed(() => this.#events.push(piece));
      return this.#isEnough ? 'enough' : 'more';
    };
  }

  /** Whether the answer is one that is streamed. */
  get hasBegun(): boolean {
    return this.#answer.status !== 0;
  }

  /** Whether every reply asked for is there to its end, though the answer may not be. */
  get isWhole(): boolean {
    return this.#replies.isWhole;
  }

  /** Usage as far as the server has told it. */
  get usage(): Usage | null {
    return this.#replies.usage;
  }

  /**
   * The replies, once the answer is over or we have read enough of it.
   *
   * @throws ModelError when the stream ended before its replies did.
   */
  end(): readonly ReadReply[] {
    if (!this.#isEnough) this.#pushed(() => this.#events.end());
    if (this.#filtered !== null) return [{ reply: { ...this.#filtered, usage: this.#replies.usage }, tokens: null }];
    const name = nameOf(this.#call.endpoint);
    if (!this.#replies.hasBegun) throw this.#failed(`${name} streamed no reply`);
    if (!this.#replies.isComplete && !this.#isDone)
      throw this.#failed(`${name} ended its stream in the middle of a reply`);
    return this.#replies.finish();
  }

  #pushed(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof ModelError) throw error;
      const what =
        error instanceof RangeError ? 'JSON that is nested too deeply for a reply' : 'bytes that are not UTF-8';
      throw this.#failed(`${nameOf(this.#call.endpoint)} streamed ${what}`);
    }
  }

  #take({ type, data }: ServerEvent): void {
    // After our own end, or the server's, nothing counts: some send a reply twice.
    if (this.#isDone || this.#isEnough || data === '') return;
    if (data.trim() === '[DONE]') {
      this.#isDone = true;
      return;
    }
    const piece = asRecord(parse(data));
    if (piece === null) {
      throw this.#failed(
        `${nameOf(this.#call.endpoint)} streamed something that is not JSON (${quoted(this.#call.endpoint, data.slice(0, 60))})`,
      );
    }
    const error = readErrorBody(type === 'error' && piece['error'] === undefined ? { error: piece } : piece);
    if (error !== null) {
      this.#takeError(error);
      return;
    }
    this.#isEnough = this.#replies.add(piece);
    const broken = this.#replies.endings.find(isBrokenOff);
    if (broken !== undefined) throw withSpent(brokenOff(this.#call.endpoint, broken, this.#answer.status), this.usage);
  }

  /** What was spent until then is part of the failure. A filter that speaks in mid-stream withholds the reply. */
  #takeError(error: ErrorBody): void {
    try {
      this.#filtered = failedAnswer({ ...this.#answer, body: Buffer.alloc(0) }, error, this.#call);
      this.#isEnough = true;
    } catch (failure) {
      throw failure instanceof ModelError ? withSpent(failure, this.usage) : failure;
    }
  }

  #failed(message: string): ModelError {
    const { usage } = this.#replies;
    return new ModelError('bad-reply', message, { status: this.#answer.status, ...(usage === null ? {} : { usage }) });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
