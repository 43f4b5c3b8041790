import type { Reply, Usage } from '../../conversation/reply.ts';
import type { StopWhen } from '../../conversation/request.ts';
import { stopDetector, type StopDetector } from '../../conversation/stop-when.ts';
import { asNumber, asRecord, asText } from '../http/lenient.ts';
import { CallsInPieces } from './calls-in-pieces.ts';
import { readContent, readFinish, readReasoning } from './reply-parts.ts';
import { withShares, type ReadReply } from './reply.ts';
import { readAlternatives, type TokenAlternatives } from './token-alternatives.ts';
import { estimatedUsage, readUsage } from './usage.ts';

export interface ReplyStreamOptions {
  /** When each reply may be cut short; `null`: never. */
  readonly stop: StopWhen | null;
  /** Takes what the server repeats of a given beginning off a text. */
  readonly strip: (text: string) => string;
  /** The given beginning, which counts where a reply is watched for its end; `''` for none. */
  readonly given: string;
  /** Of the request's body, for an estimate where the server tells no usage. */
  readonly sentCharacters: number;
  /** Replies asked for, from 1. */
  readonly draws: number;
}

/** One of the replies that are being written. */
class Growing {
  readonly calls = new CallsInPieces();
  readonly tokens: TokenAlternatives[] = [];
  text = '';
  refusal = '';
  reasoning: string | null = null;
  finishRaw: string | null = null;
  ended = false;
  /** Whether we cut it short; what comes after is passed over. */
  stopped = false;
  readonly isSettled: StopDetector | null;

  constructor(stop: StopWhen | null) {
    this.isSettled = stop === null ? null : stopDetector(stop);
  }
}

/** Puts the replies of one streamed call together, piece by piece, and says when none needs to be read further. */
export class ReplyStream {
  readonly #options: ReplyStreamOptions;
  readonly #replies = new Map<number, Growing>();
  #usage: Usage | null = null;
  #pieces = 0;
  #servedModel: string | null = null;
  #fingerprint: string | null = null;

  constructor(options: ReplyStreamOptions) {
    this.#options = options;
  }

  /** Takes one piece as parsed JSON. Returns whether every reply asked for is settled, so that the rest is not needed. */
  add(piece: { readonly [key: string]: unknown }): boolean {
    this.#servedModel ??= asText(piece['model']);
    this.#fingerprint ??= asText(piece['system_fingerprint']);
    this.#usage = readUsage(piece) ?? this.#usage;
    const { choices } = piece;
    if (Array.isArray(choices)) choices.forEach((choice, place) => this.#addChoice(asRecord(choice), place));
    return this.#isSettled();
  }

  #addChoice(choice: { readonly [key: string]: unknown } | null, place: number): void {
    if (choice === null) return;
    const index = asNumber(choice['index']) ?? place;
    let reply = this.#replies.get(index);
    if (reply === undefined) this.#replies.set(index, (reply = new Growing(this.#options.stop)));
    // What a server writes after an end is another reply, or the same once more.
    if (reply.stopped || reply.ended) return;
    const delta = asRecord(choice['delta']) ?? asRecord(choice['message']);
    const grew = delta !== null && this.#addDelta(reply, delta);
    if (choice['logprobs'] !== undefined) reply.tokens.push(...(readAlternatives(choice['logprobs']) ?? []));
    const finish = asText(choice['finish_reason']);
    if (finish !== null && finish !== '') {
      reply.finishRaw = finish;
      reply.ended = true;
    } else if (grew && reply.isSettled !== null) {
      reply.stopped = reply.isSettled(this.#options.given + this.#options.strip(reply.text), reply.calls.soFar);
    }
  }

  #addDelta(reply: Growing, delta: { readonly [key: string]: unknown }): boolean {
    const { text, reasoning } = readContent(delta['content']);
    const thought = readReasoning(delta) ?? reasoning;
    const refusal = asText(delta['refusal']) ?? '';
    reply.text += text;
    reply.refusal += refusal;
    if (thought !== null && thought !== '') reply.reasoning = (reply.reasoning ?? '') + thought;
    const called = reply.calls.add(delta);
    if (text !== '' || called || refusal !== '' || (thought ?? '') !== '') this.#pieces += 1;
    return text !== '' || called;
  }

  #isSettled(): boolean {
    if (this.#replies.size < this.#options.draws) return false;
    let anyStopped = false;
    for (const { stopped, ended } of this.#replies.values()) {
      if (!stopped && !ended) return false;
      anyStopped ||= stopped;
    }
    // When all have ended by themselves, the usage may still come.
    return anyStopped;
  }

  /** Usage as last told, for the error of a call that fails on the way. */
  get usage(): Usage | null {
    return this.#usage;
  }

  /** How the server ended the replies, in its own words. */
  get endings(): readonly string[] {
    return [...this.#replies.values()].flatMap(({ finishRaw }) => finishRaw ?? []);
  }

  /** Whether there is any reply, and each was ended by the server or by us. */
  get isComplete(): boolean {
    return this.#replies.size > 0 && [...this.#replies.values()].every(({ stopped, ended }) => stopped || ended);
  }

  /** Whether as many replies as were asked for have come to their end. */
  get isWhole(): boolean {
    return this.#replies.size >= this.#options.draws && this.isComplete;
  }

  /** Whether anything was written at all. */
  get hasBegun(): boolean {
    return this.#replies.size > 0;
  }

  /** The replies, in the server's order. Usage is that told last, else an estimate where a reply was cut short. */
  finish(): readonly ReadReply[] {
    const growing = [...this.#replies].sort(([one], [other]) => one - other).map(([, reply]) => reply);
    const cut = growing.some(({ stopped }) => stopped);
    const usage = this.#usage ?? (cut ? estimatedUsage(this.#options.sentCharacters, this.#pieces) : null);
    const read = growing.map((reply) => ({ reply: this.#replyOf(reply, usage), tokens: reply.tokens }));
    return usage === null || read.length < 2 ? read : withShares(read, usage);
  }

  #replyOf(reply: Growing, usage: Usage | null): Reply {
    return {
      text: reply.text === '' ? reply.refusal : reply.text,
      reasoning: reply.reasoning,
      toolCalls: reply.calls.calls,
      finish: reply.stopped ? 'stopped' : readFinish(reply.finishRaw),
      finishRaw: reply.finishRaw,
      usage,
      servedModel: this.#servedModel,
      fingerprint: this.#fingerprint,
    };
  }
}
