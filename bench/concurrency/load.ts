import { Pool } from 'undici';

import { openGate, type GateOptions } from '../../src/run/limits/gate.ts';
import type { CallEnd, Gate } from '../../src/run/limits/limits.ts';
import { workMs } from './work.ts';

/** What was seen over a stretch of time. */
export interface Sample {
  /** Milliseconds since the load began. */
  readonly at: number;
  readonly limit: number;
  readonly answered: number;
  readonly refused: number;
  /** Milliseconds of work that was asked for and done. */
  readonly worked: number;
}

interface Count {
  answered: number;
  refused: number;
  worked: number;
}

const size = { promptTokens: 100, maxOutputTokens: 500 };
const sampleMs = 100;

/**
 * Sends as much as the gate lets through, always a little more than that waiting at it.
 *
 * @param then what to do at certain milliseconds, such as changing the endpoint
 * @returns samples of every 100 ms
 */
export async function load(
  origin: string,
  options: GateOptions,
  durationMs: number,
  then: readonly { readonly at: number; readonly run: () => void }[] = [],
): Promise<Sample[]> {
  await using pool = poolOf(origin);
  const gate = openGate(options);
  const stop = new AbortController();
  const count: Count = { answered: 0, refused: 0, worked: 0 };
  const started = performance.now();
  const samples: Sample[] = [];
  const timers = then.map(({ at, run }) => setTimeout(run, at));
  const sampling = setInterval(() => {
    samples.push({ at: performance.now() - started, limit: gate.state.limit, ...count });
  }, sampleMs);
  const workers = new Set<Promise<void>>();
  const more = (): void => {
    while (!stop.signal.aborted && workers.size < gate.state.limit * 1.25 + 1) {
      const worker = work(pool, gate, stop.signal, count).finally(() => workers.delete(worker));
      workers.add(worker);
    }
  };
  gate.onLimit(more);
  more();
  await new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
  stop.abort(new Error('over'));
  for (const timer of timers) clearTimeout(timer);
  clearInterval(sampling);
  await Promise.all(workers);
  return samples;
}

function poolOf(origin: string): Pool & AsyncDisposable {
  const pool = new Pool(origin, { pipelining: 1, connections: null });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.destroy() });
}

async function work(pool: Pool, gate: Gate, signal: AbortSignal, count: Count): Promise<void> {
  while (!signal.aborted) {
    const admission = await gate.enter(size, signal).catch(() => null);
    if (admission === null) return;
    const end = await call(pool);
    if (end.kind === 'ok') {
      count.answered += 1;
      count.worked += workMs(end.usage?.completionTokens ?? 0);
    }
    if (end.kind === 'slow-down') count.refused += 1;
    admission.leave(end);
    // A refused call is tried again after a while, as in a run.
    if (end.kind === 'slow-down') {
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
    }
  }
}

async function call(pool: Pool): Promise<CallEnd> {
  const { statusCode, body } = await pool.request({ path: '/', method: 'POST', body: 'x'.repeat(500) });
  const text = await body.text();
  if (statusCode === 429) return { kind: 'slow-down', retryAfterMs: null };
  const { usage } = JSON.parse(text) as { usage: { prompt_tokens: number; completion_tokens: number } };
  return { kind: 'ok', usage: { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } };
}

/** How many places were kept at work on average between two times: throughput, in the endpoint's own unit. */
export function placesUsed(samples: readonly Sample[], fromMs: number, untilMs: number): number {
  const within = samples.filter(({ at }) => at >= fromMs && at <= untilMs);
  const [first, last] = [within[0], within.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return 0;
  return (last.worked - first.worked) / (last.at - first.at);
}
