import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MinuteWindow } from '../../../src/run/limits/minute-window.ts';

/** What goes out, when it is asked for at given times and waits until there is room. */
function sendAll(limit: number, asked: readonly { amount: number; afterMs: number; takes: number }[]) {
  const window = new MinuteWindow(limit);
  const out: { at: number; amount: number; taken: number }[] = [];
  let now = 1000;
  for (const { amount, afterMs, takes } of asked) {
    now = window.roomAt(amount, now + afterMs);
    expect(window.roomAt(amount, now)).toBe(now);
    const entry = window.add(amount, now);
    const taken = Math.floor(amount * takes);
    window.correct(entry, taken, now);
    out.push({ at: now, amount, taken });
  }
  return out;
}

const asked = fc.array(
  fc.record({
    amount: fc.integer({ min: 1, max: 60 }),
    afterMs: fc.integer({ min: 0, max: 20_000 }),
    takes: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 200 },
);

describe('a limit a minute', () => {
  test('is never exceeded in any span of sixty seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 300 }), asked, (limit, all) => {
        const out = sendAll(limit, all);
        for (const { at } of out) {
          const within = out.filter((entry) => entry.at > at - 60_000 && entry.at <= at);
          expect(within.reduce((sum, { taken }) => sum + taken, 0)).toBeLessThanOrEqual(limit);
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  test('is used up: nobody waits longer than it takes for room to come free', () => {
    const window = new MinuteWindow(3);
    for (const at of [0, 10_000, 20_000]) window.add(1, at);
    expect(window.roomAt(1, 30_000)).toBe(60_000);
    expect(window.roomAt(2, 30_000)).toBe(70_000);
    expect(window.roomAt(1, 60_000)).toBe(60_000);
  });

  test('gives back at once what was held but not taken', () => {
    const window = new MinuteWindow(100);
    const entry = window.add(100, 0);
    expect(window.roomAt(50, 5)).toBe(60_000);
    window.correct(entry, 40, 5);
    expect(window.roomAt(50, 5)).toBe(5);
  });

  test('lets something larger than itself through alone, instead of never', () => {
    const window = new MinuteWindow(100);
    window.add(10, 0);
    expect(window.roomAt(500, 1)).toBe(60_000);
    expect(window.roomAt(500, 60_000)).toBe(60_000);
  });

  test('of less than one is one in several minutes', () => {
    const window = new MinuteWindow(0.5);
    window.add(1, 0);
    expect(window.roomAt(1, 90_000)).toBe(120_000);
  });
});
