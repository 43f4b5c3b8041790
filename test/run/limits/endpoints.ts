import type { Random } from '../../../src/base/random.ts';
import { Controller } from '../../../src/run/limits/controller.ts';
import { fixedLimiter, simulate, type Simulated, type SimulatedEndpoint } from './simulate.ts';

export const minuteMs = 60_000;

/** A factor around 1, never below 0. */
export function jitter(random: Random, spread: number): number {
  return Math.exp(spread * random.normal() - (spread * spread) / 2);
}

/** Replies of a usual study: three in ten are a few words long, the others up to 850 tokens; 3.6 s on average. */
export const usualReplies = {
  tokens: (random: Random): number => (random.next() < 0.3 ? 5 + random.below(20) : 50 + random.below(800)),
  work: (tokens: number, random: Random): number => (300 + 10 * tokens) * jitter(random, 0.15),
};

/** An endpoint with so many places. */
export function endpoint(places: number | ((now: number) => number), more: Partial<SimulatedEndpoint> = {}) {
  const capacity = typeof places === 'number' ? (): number => places : places;
  return { ...usualReplies, capacity, beyond: 'queue', ...more } satisfies SimulatedEndpoint as SimulatedEndpoint;
}

/** Asks the endpoint as the controller says. */
export function adaptive(asked: SimulatedEndpoint, minutes: number, seed = 1, max = 1024): Simulated {
  return simulate(asked, new Controller({ start: Math.min(4, max), max }), minutes * minuteMs, ['limits', seed]);
}

/** Work done in the second half over what so many places can do, which no fixed limit exceeds. */
export function shareOf(places: number, minutes: number, run: Simulated): number {
  const until = minutes * minuteMs;
  return run.done(until / 2, until) / ((places * until) / 2);
}

/** Work done in the second half with the controller, over that of the best of some fixed limits. */
export function ratioToFixed(asked: SimulatedEndpoint, fixed: readonly number[], minutes: number, run: Simulated) {
  const until = minutes * minuteMs;
  const best = fixed.map((limit) => simulate(asked, fixedLimiter(limit), until, ['limits', 1]).done(until / 2, until));
  return run.done(until / 2, until) / Math.max(...best);
}
