import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { ModelError, type ModelErrorKind } from '../../src/models/model-error.ts';
import { withRetry, type Attempt, type RetryOptions } from '../../src/run/retry.ts';
import { completion } from '../support/chat-server.ts';
import { callOptions, plainRequest } from '../support/model-requests.ts';
import { inTurn, type Behaviour } from '../support/misbehaving-server.ts';
import { serve } from '../support/openai-model.ts';

const reply: Reply = {
  text: 'Hello.',
  reasoning: null,
  toolCalls: [],
  finish: 'stop',
  finishRaw: 'stop',
  usage: null,
  servedModel: null,
  fingerprint: null,
};

/** A clock that only waiting moves on. */
function timeline(): { waits: number[]; options: RetryOptions } {
  const waits: number[] = [];
  let now = 1_000_000;
  return {
    waits,
    options: {
      clock: { now: () => now },
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        waits.push(ms);
        now += ms;
      },
      random: { next: () => 0.5 },
      signal: new AbortController().signal,
    },
  };
}

/** Fails with these in turn, then replies. */
function failing(...errors: readonly ModelError[]): (attempt: number) => Promise<Reply> {
  return async (n) => {
    const error = errors[n - 1];
    if (error !== undefined) throw error;
    return reply;
  };
}

const passing: ModelErrorKind[] = [
  'rate-limit',
  'overloaded',
  'server',
  'timeout',
  'connection',
  'bad-reply',
  'crashed',
];
const lasting: ModelErrorKind[] = [
  'bad-request',
  'not-found',
  'context-too-long',
  'unsupported-tools',
  'auth',
  'no-credit',
];

describe('withRetry', () => {
  test('waits twice as long each time, and keeps every attempt', async () => {
    const { waits, options } = timeline();
    const error = new ModelError('server', 'it failed', { status: 500 });
    const retried = await withRetry(failing(error, error, error), options);
    expect(waits).toEqual([500, 1000, 2000]);
    expect(retried).toMatchObject({ kind: 'ok', result: reply });
    expect(retried.attempts).toEqual([
      { n: 1, startedAt: 1_000_000, durationMs: 0, kind: 'server', status: 500, message: 'it failed', usage: null },
      { n: 2, startedAt: 1_000_500, durationMs: 0, kind: 'server', status: 500, message: 'it failed', usage: null },
      { n: 3, startedAt: 1_001_500, durationMs: 0, kind: 'server', status: 500, message: 'it failed', usage: null },
      { n: 4, startedAt: 1_003_500, durationMs: 0, kind: 'ok', status: null, message: null, usage: null },
    ]);
  });

  test.each(passing)('tries again after %s, and gives up after the last attempt', async (kind) => {
    const { waits, options } = timeline();
    const errors = [1, 2, 3, 4, 5, 6].map((n) => new ModelError(kind, `failure ${n}`));
    const retried = await withRetry(failing(...errors), options);
    expect(retried).toMatchObject({ kind: 'failed', error: { message: 'failure 5' } });
    expect(retried.attempts).toHaveLength(5);
    expect(waits).toHaveLength(4);
  });

  test.each(lasting)('does not try again after %s', async (kind) => {
    const { waits, options } = timeline();
    const retried = await withRetry(failing(new ModelError(kind, 'no')), options);
    expect(retried).toMatchObject({ kind: 'failed', error: { kind } });
    expect(retried.attempts).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test('waits at least as long as the server asks, even beyond its own longest wait', async () => {
    const { waits, options } = timeline();
    const error = new ModelError('rate-limit', 'slow down', { status: 429, retryAfterMs: 90_000 });
    expect((await withRetry(failing(error), { ...options, maxDelayMs: 60_000 })).kind).toBe('ok');
    expect(waits).toEqual([90_500]);
  });

  test('fails at once when the server asks for longer than anyone would wait', async () => {
    const { waits, options } = timeline();
    const error = new ModelError('rate-limit', 'come back tomorrow', { status: 429, retryAfterMs: 86_400_000 });
    const retried = await withRetry(failing(error), options);
    expect(retried).toMatchObject({ kind: 'failed', attempts: [{ kind: 'rate-limit', status: 429 }] });
    expect(waits).toEqual([]);
  });

  test('an abort while waiting ends it with the reason', async () => {
    const aborting = new AbortController();
    const reason = new Error('enough');
    const seen: Attempt[] = [];
    const retried = withRetry(failing(new ModelError('server', 'no', { retryAfterMs: 60_000 })), {
      random: seededRandom(1),
      signal: aborting.signal,
      onAttempt: (attempt) => {
        seen.push(attempt);
        aborting.abort(reason);
      },
    });
    await expect(retried).rejects.toBe(reason);
    expect(seen.map((attempt) => attempt.kind)).toEqual(['server']);
  });

  test('an aborted call is not tried again, and is told as an attempt', async () => {
    const aborting = new AbortController();
    const reason = new Error('enough');
    const seen: Attempt[] = [];
    await using served = await serve(() => {
      aborting.abort(reason);
      return { kind: 'hang' };
    });
    const { options } = timeline();
    const retried = withRetry(
      () => served.model.generate(plainRequest('Hello.'), callOptions({ signal: aborting.signal })),
      { ...options, signal: aborting.signal, onAttempt: (attempt) => seen.push(attempt) },
    );
    await expect(retried).rejects.toBe(reason);
    expect(seen.map((attempt) => attempt.kind)).toEqual(['aborted']);
    expect(served.server.requests).toHaveLength(1);
  });

  test('nothing is called once aborted', async () => {
    const { options } = timeline();
    const reason = new Error('enough');
    let calls = 0;
    const call = async (): Promise<Reply> => {
      calls += 1;
      return reply;
    };
    await expect(withRetry(call, { ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(calls).toBe(0);
  });

  test('a bug is not mistaken for a failed call', async () => {
    const { options } = timeline();
    const bug = new TypeError('x is not a function');
    await expect(withRetry(() => Promise.reject(bug), options)).rejects.toBe(bug);
  });

  test('no wait of its own is longer than its bound, whatever is drawn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer(),
        async (attempts, baseDelayMs, seed) => {
          const { waits, options } = timeline();
          const errors = Array.from({ length: attempts }, () => new ModelError('server', 'no'));
          const bounds = { attempts: () => attempts, baseDelayMs, maxDelayMs: 20_000, random: seededRandom(seed) };
          await withRetry(failing(...errors), { ...options, ...bounds });
          expect(waits).toHaveLength(attempts - 1);
          waits.forEach((wait, at) => expect(wait).toBeLessThanOrEqual(Math.min(20_000, baseDelayMs * 2 ** at)));
        },
      ),
      { seed: 20260101, numRuns: 60 },
    );
  });
});

const status = (code: number, headers = {}): Behaviour => ({ kind: 'json', status: code, headers, body: {} });

describe('against a server that misbehaves for a while', () => {
  test.each<[string, Behaviour[], number[]]>([
    ['500 twice', [status(500), status(500)], [500, 1000]],
    ['429 without Retry-After', [status(429)], [500]],
    ['429 with Retry-After', [status(429, { 'retry-after': '3' })], [3500]],
    ['a reset connection', [{ kind: 'reset' }], [500]],
    ['half a JSON', [{ kind: 'bytes', body: '{"choices": [' }], [500]],
  ])('%s, then a reply', async (_, faults, expected) => {
    await using served = await serve(inTurn(...faults, completion()));
    const { waits, options } = timeline();
    const retried = await withRetry(() => served.ask(), options);
    expect(retried).toMatchObject({ kind: 'ok', result: { text: 'Hello.' } });
    expect(waits).toEqual(expected);
    expect(served.server.requests).toHaveLength(faults.length + 1);
  });

  test('500 for ever ends as a failure with five attempts', async () => {
    await using served = await serve(status(500));
    const retried = await withRetry(() => served.ask(), timeline().options);
    expect(retried).toMatchObject({ kind: 'failed', error: { kind: 'server', status: 500 } });
    expect(retried.attempts.map((attempt) => attempt.status)).toEqual([500, 500, 500, 500, 500]);
  });

  test('a key that is refused is asked about once', async () => {
    await using served = await serve(status(401));
    const retried = await withRetry(() => served.ask(), timeline().options);
    expect(retried).toMatchObject({ kind: 'failed', error: { kind: 'auth' } });
    expect(served.server.requests).toHaveLength(1);
  });
});
