import { seededRandom, type Random } from '../../../src/base/random.ts';
import type { Json } from '../../../src/base/canonical-json.ts';
import type { CallEnd } from '../../../src/run/limits/limits.ts';
import { TimeHeap } from './time-heap.ts';

/** An endpoint as it really is, which nobody tells the controller. Times in milliseconds. */
export interface SimulatedEndpoint {
  /** Calls worked on at once, at a time. */
  readonly capacity: (now: number) => number;
  /** `queue`: the others wait, first come, first served; `refuse`: they get a 429. */
  readonly beyond: 'queue' | 'refuse';
  /** How fast it works on each of `running` calls; 1 unless given. */
  readonly speed?: (running: number) => number;
  /** Output tokens of a reply. */
  readonly tokens: (random: Random) => number;
  /** Milliseconds of a reply when nobody else is there. */
  readonly work: (tokens: number, random: Random) => number;
  /** Whether usage is told. Default: yes. */
  readonly tellsUsage?: boolean;
  /** The share of calls refused at random. */
  readonly refusedShare?: number;
  /** The share of calls that fail for no reason of load. */
  readonly failedShare?: number;
  readonly retryAfterMs?: number;
}

/** What a simulated client asks: the controller, or a fixed number of calls. */
export interface Limiter {
  readonly limit: number;
  readonly pausedUntil: number | null;
  sent(inFlight: number, now: number): unknown;
  ended(call: never, end: CallEnd, now: number): void;
}

export interface Simulated {
  /** Work done between two times, in milliseconds of work: what throughput is made of. */
  done(from: number, to: number): number;
  /** The limit at a time. */
  limitAt(now: number): number;
  /** The mean limit between two times. */
  meanLimit(from: number, to: number): number;
  readonly refused: number;
  readonly answered: number;
}

interface Call {
  readonly sent: unknown;
  readonly work: number;
  readonly tokens: number;
}

const refusalMs = 5;

/** Asks a simulated endpoint as much as the limiter allows, until a time. The same seed gives the same course. */
export function simulate(endpoint: SimulatedEndpoint, limiter: Limiter, until: number, seed: Json): Simulated {
  const random = seededRandom(seed);
  const running = new TimeHeap<Call>();
  const immediate = new TimeHeap<{ call: Call; end: CallEnd }>();
  const queue: Call[] = [];
  const completions: { at: number; work: number }[] = [];
  const limits: { at: number; limit: number }[] = [];
  let [now, worked, inFlight, refused, head] = [0, 0, 0, 0, 0];

  const speed = (): number => endpoint.speed?.(Math.max(1, running.size)) ?? 1;
  const note = (): void => {
    if (limits.at(-1)?.limit !== limiter.limit) limits.push({ at: now, limit: limiter.limit });
  };
  const arrive = (): void => {
    inFlight += 1;
    const tokens = endpoint.tokens(random);
    const call = { sent: limiter.sent(inFlight, now), work: endpoint.work(tokens, random), tokens };
    const luck = random.next();
    const isFull = running.size >= endpoint.capacity(now);
    if (luck < (endpoint.refusedShare ?? 0) || (isFull && endpoint.beyond === 'refuse')) {
      immediate.push(now + refusalMs, {
        call,
        end: { kind: 'slow-down', retryAfterMs: endpoint.retryAfterMs ?? null },
      });
    } else if (luck > 1 - (endpoint.failedShare ?? 0))
      immediate.push(now + refusalMs, { call, end: { kind: 'failed' } });
    else if (isFull) queue.push(call);
    else running.push(worked + call.work, call);
  };
  const leave = (call: Call, end: CallEnd): void => {
    inFlight -= 1;
    limiter.ended(call.sent as never, end, now);
    note();
  };

  for (note(); ;) {
    while (inFlight < limiter.limit && now >= (limiter.pausedUntil ?? 0)) arrive();
    const paused = limiter.pausedUntil ?? 0;
    const nextDone = running.size === 0 ? Infinity : now + Math.max(0, running.least - worked) / speed();
    const nextSoon = immediate.size === 0 ? Infinity : immediate.least;
    const next = Math.min(nextDone, nextSoon, paused > now && inFlight < limiter.limit ? paused : Infinity);
    if (next > until) break;
    if (running.size > 0) worked += (next - now) * speed();
    now = next;
    if (next === nextSoon) {
      const { call, end } = immediate.pop();
      if (end.kind === 'slow-down') refused += 1;
      leave(call, end);
    } else if (next === nextDone) {
      const call = running.pop();
      while (running.size < endpoint.capacity(now) && head < queue.length) {
        const waiting = queue[head++];
        if (waiting !== undefined) running.push(worked + waiting.work, waiting);
      }
      completions.push({ at: now, work: call.work });
      const usage = endpoint.tellsUsage === false ? null : { promptTokens: 100, completionTokens: call.tokens };
      leave(call, { kind: 'ok', usage });
    }
  }
  const limitAt = (at: number): number => limits.findLast((entry) => entry.at <= at)?.limit ?? 0;
  return {
    done: (from, to) => completions.reduce((sum, { at, work }) => sum + (at >= from && at < to ? work : 0), 0),
    limitAt,
    meanLimit: (from, to) => {
      let sum = 0;
      let [at, limit] = [from, limitAt(from)];
      for (const change of limits) {
        if (change.at <= from || change.at >= to) continue;
        sum += limit * (change.at - at);
        ({ at, limit } = change);
      }
      return (sum + limit * (to - at)) / (to - from);
    },
    refused,
    answered: completions.length,
  };
}

/** A fixed number of calls, to compare with. */
export function fixedLimiter(limit: number): Limiter {
  let pausedUntil: number | null = null;
  return {
    limit,
    get pausedUntil() {
      return pausedUntil;
    },
    sent: () => null,
    ended: (_call, end, now) => {
      if (end.kind === 'slow-down' && end.retryAfterMs !== null) pausedUntil = now + end.retryAfterMs;
    },
  };
}
