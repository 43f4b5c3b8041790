import { setTimeout as sleep } from 'node:timers/promises';

import type { Reply } from '../../conversation/reply.ts';
import type { ModelRequest, Sampling } from '../../conversation/request.ts';
import type { GenerateOptions, Model } from '../model.ts';
import { ModelError } from '../model-error.ts';
import { outsideTrial } from '../outside-trial.ts';

/** A failed call that may pass is made once more, after at most this long. */
const longestWaitMs = 20_000;
const shortestWaitMs = 500;

/** Asks one model small things, and keeps count. */
export interface Asker {
  readonly model: Model;
  /** Every reply so far, oldest first. */
  readonly replies: readonly Reply[];
  /** Calls made, failed ones included; a readout counts for those it took. */
  readonly calls: number;
  /** Greedy, or what comes nearest where the endpoint takes no temperature but 1. */
  readonly steady: Pick<Sampling, 'temperature' | 'topP'>;
  /**
   * One reply. @throws ModelError when the call fails (twice, where it might have passed); the signal's reason.
   */
  ask(request: ModelRequest, seed?: number): Promise<Reply>;
  /** Several draws of one request in one call. @throws as `ask`; TypeError where the model has no such call. */
  askMany(request: ModelRequest, count: number): Promise<readonly Reply[]>;
  /** From now on, `steady` is temperature 1. */
  giveUpGreedy(): void;
}

export function createAsker(model: Model, signal: AbortSignal): Asker {
  const replies: Reply[] = [];
  let calls = 0;
  let steady = { temperature: 0, topP: 1 };
  const twice = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ModelError) || !error.isRetryable) throw error;
      const waitMs = Math.min(longestWaitMs, Math.max(shortestWaitMs, error.retryAfterMs ?? 0));
      await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      calls += 1;
      return call();
    }
  };
  const options = (seed: number): GenerateOptions => ({ seed, signal, context: outsideTrial('check') });
  return {
    model,
    replies,
    get calls() {
      return calls;
    },
    get steady() {
      return steady;
    },
    ask: async (request, seed = 1) => {
      const reply = await twice(() => model.generate(request, options(seed)));
      calls += Math.max(0, (reply.readout?.calls ?? 1) - 1);
      replies.push(reply);
      return reply;
    },
    askMany: async (request, count) => {
      if (model.generateMany === undefined) throw new TypeError('the model gives one draw a call');
      const many = await twice(async () => (await model.generateMany?.(request, count, options(1))) ?? []);
      replies.push(...many);
      return many;
    },
    giveUpGreedy: () => {
      steady = { temperature: 1, topP: 1 };
    },
  };
}

/** One user turn, nothing else; `rest` replaces what it should not be. */
export function smallRequest(
  asker: Asker,
  text: string,
  maxTokens: number,
  rest: Partial<ModelRequest> = {},
): ModelRequest {
  return {
    system: null,
    instructions: null,
    messages: [{ role: 'user', text }],
    tools: [],
    sampling: { ...asker.steady, maxTokens },
    ...rest,
  };
}
