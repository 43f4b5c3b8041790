import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Controller } from '../../../src/run/limits/controller.ts';
import type { CallEnd } from '../../../src/run/limits/limits.ts';
import { adaptive, endpoint, jitter, minuteMs, ratioToFixed, shareOf, usualReplies } from './endpoints.ts';

/** Places, and minutes in which a run settles. */
const sizes = [
  [1, 120],
  [2, 120],
  [5, 40],
  [16, 40],
  [64, 20],
  [300, 8],
] as const;

describe('the limit finds the capacity of an endpoint', () => {
  test.each(sizes)('that has %i places and lets the others wait', (places, minutes) => {
    const asked = endpoint(places);
    const run = adaptive(asked, minutes);
    expect(shareOf(places, minutes, run)).toBeGreaterThan(0.9);
    if (places >= 5) {
      const mean = run.meanLimit(0.7 * minutes * minuteMs, minutes * minuteMs);
      expect(mean).toBeGreaterThan(0.9 * places);
      expect(mean).toBeLessThan(Math.max(1.5 * places, places + 4));
    }
  });

  test.each(sizes)('that has %i places and refuses the others', (places, minutes) => {
    const asked = endpoint(places, { beyond: 'refuse' });
    const run = adaptive(asked, minutes);
    expect(shareOf(places, minutes, run)).toBeGreaterThan(0.9);
    expect(run.meanLimit(0.7 * minutes * minuteMs, minutes * minuteMs)).toBeLessThan(1.1 * places + 0.2);
    expect(run.refused / (run.answered + run.refused)).toBeLessThan(0.2);
  });

  test('that refuses and then asks to be left alone for a while', () => {
    const asked = endpoint(64, { beyond: 'refuse', retryAfterMs: 2000 });
    expect(shareOf(64, 20, adaptive(asked, 20))).toBeGreaterThan(0.9);
  });

  test('whose latencies vary widely', () => {
    const asked = endpoint(64, { work: (tokens, random) => (300 + 10 * tokens) * jitter(random, 0.8) });
    expect(shareOf(64, 20, adaptive(asked, 20))).toBeGreaterThan(0.9);
  });

  test('that does not tell how long its replies are', () => {
    const asked = endpoint(64, { tellsUsage: false });
    expect(shareOf(64, 20, adaptive(asked, 20))).toBeGreaterThan(0.9);
  });

  test('one call in a hundred of which takes a hundred times as long', () => {
    const work = (tokens: number, random: { next(): number }): number =>
      (300 + 10 * tokens) * (random.next() < 0.01 ? 100 : 1);
    const asked = endpoint(64, { work });
    expect(shareOf(64, 60, adaptive(asked, 60))).toBeGreaterThan(0.9);
  });

  test('whose calls slow each other down, but together get more done', () => {
    const asked = endpoint(256, { speed: (running) => 1 / (1 + running / 128) });
    expect(ratioToFixed(asked, [128, 256], 20, adaptive(asked, 20))).toBeGreaterThan(0.9);
  });

  test('with places for as many calls as anybody sends', () => {
    const run = adaptive(endpoint(Infinity), 6, 1, 200);
    expect(run.meanLimit(3 * minuteMs, 6 * minuteMs)).toBeGreaterThan(0.95 * 200);
  });
});

describe('failures that have nothing to do with load', () => {
  test.each([0.02, 0.05, 0.1])('a share of %f refused at random costs little', (refusedShare) => {
    const asked = endpoint(64, { refusedShare });
    expect(shareOf(64, 20, adaptive(asked, 20))).toBeGreaterThan(0.9);
  });

  test('one call in five failing costs nothing', () => {
    const asked = endpoint(64, { failedShare: 0.2 });
    expect(shareOf(64, 20, adaptive(asked, 20))).toBeGreaterThan(0.9);
  });
});

describe('when the capacity changes', () => {
  test.each([
    ['queue', 64, 2],
    ['queue', 64, 0.5],
    ['queue', 16, 4],
    ['queue', 150, 2],
    ['refuse', 64, 2],
    ['refuse', 64, 0.5],
    ['refuse', 200, 0.25],
    ['refuse', 16, 4],
  ] as const)(
    'a %s of %i places that become %f times as many is found again within three minutes',
    (beyond, places, by) => {
      const changesAt = 10 * minuteMs;
      const run = adaptive(
        endpoint((now) => (now < changesAt ? places : places * by), { beyond }),
        20,
      );
      const later = [...Array(18).keys()].map((step) => changesAt + step * 10_000);
      const reached = later.find((at) => run.done(at, at + minuteMs) > 0.85 * places * by * minuteMs);
      expect(reached).toBeDefined();
      expect(run.done(15 * minuteMs, 20 * minuteMs)).toBeGreaterThan(0.9 * places * by * 5 * minuteMs);
      expect(run.meanLimit(18 * minuteMs, 20 * minuteMs)).toBeLessThan(2 * places * by);
    },
  );

  test('an endpoint that refuses everything is left alone more and more, and found again', () => {
    const capacity = (now: number): number => (now > 5 * minuteMs && now < 10 * minuteMs ? 0 : 64);
    const run = adaptive(endpoint(capacity, { beyond: 'refuse' }), 20);
    // Those that were out, a few while places close, and then one each half minute.
    expect(run.refused).toBeLessThan(1000);
    expect(run.done(15 * minuteMs, 20 * minuteMs)).toBeGreaterThan(0.85 * 64 * 5 * minuteMs);
  });
});

describe('the limit', () => {
  const usage = { promptTokens: 10, completionTokens: 10 };

  /** So many calls go out together, and all end alike. */
  function burst(controller: Controller, calls: number, now: number, end: CallEnd): void {
    const sent = [...Array(calls).keys()].map((index) => controller.sent(index + 1, now));
    for (const call of sent) controller.ended(call, end, now + 1000);
  }

  test('stays where it is while it is not used', () => {
    const controller = new Controller({ start: 20, max: 1000 });
    for (let round = 0; round < 200; round += 1) burst(controller, 5, round * 2000, { kind: 'ok', usage });
    expect(controller.limit).toBe(20);
  });

  test('is cut once for all calls that were out together', () => {
    const controller = new Controller({ start: 64, max: 64 });
    for (let round = 0; round < 10; round += 1) burst(controller, 64, round * 2000, { kind: 'ok', usage });
    expect(controller.limit).toBeGreaterThan(50);
    burst(controller, 64, 100_000, { kind: 'slow-down', retryAfterMs: null });
    burst(controller, 16, 102_000, { kind: 'ok', usage });
    expect(controller.limit).toBeGreaterThanOrEqual(20);
    expect(controller.limit).toBeLessThanOrEqual(33);
  });

  test('says until when the endpoint wants to be left alone, and takes the longest of several', () => {
    const controller = new Controller({ start: 4, max: 4 });
    for (const ms of [500, 30_000, 2000]) {
      controller.ended(controller.sent(1, 0), { kind: 'slow-down', retryAfterMs: ms }, 100);
    }
    expect(controller.pausedUntil).toBe(30_100);
  });

  test('is a whole number between 1 and the most allowed, whatever happens', () => {
    const end = fc.oneof(
      fc.record({ kind: fc.constant('ok' as const), usage: fc.option(fc.constant(usage)) }),
      fc.record({ kind: fc.constant('slow-down' as const), retryAfterMs: fc.option(fc.nat(5000)) }),
      fc.constant({ kind: 'failed' } as const),
      fc.constant({ kind: 'aborted' } as const),
    );
    const step = fc.record({ end, afterMs: fc.nat(3000), which: fc.nat(1000) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(step, { maxLength: 300 }), (max, steps) => {
        const controller = new Controller({ start: Math.min(4, max), max });
        const out: ReturnType<Controller['sent']>[] = [];
        let now = 0;
        for (const { end: how, afterMs, which } of steps) {
          while (out.length < controller.limit) out.push(controller.sent(out.length + 1, now));
          now += afterMs;
          const [call] = out.splice(which % out.length, 1);
          if (call !== undefined) controller.ended(call, how, now);
          expect(Number.isInteger(controller.limit)).toBe(true);
          expect(controller.limit).toBeGreaterThanOrEqual(1);
          expect(controller.limit).toBeLessThanOrEqual(max);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('takes the same course for the same calls', () => {
    const limits = [1, 2].map(() => adaptive(endpoint(30, usualReplies), 20).meanLimit(0, 20 * minuteMs));
    expect(limits[0]).toBe(limits[1]);
  });
});
