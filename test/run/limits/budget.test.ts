import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Budget, nothingUsed, type Reservation } from '../../../src/run/limits/budget.ts';
import { checkBudget } from '../../../src/run/limits/check-budget.ts';
import type { BudgetLimits, CallSize, Price } from '../../../src/run/limits/limits.ts';

const none: BudgetLimits = { cost: null, tokens: null, requests: null, minutes: null };
const price: Price = { input: 3, output: 15, cachedInput: 0.3 };
const size: CallSize = { promptTokens: 1000, maxOutputTokens: 1000 };
const signal = new AbortController().signal;

describe('a budget', () => {
  test('without limits lets everything through', () => {
    const budget = new Budget(none);
    for (let call = 0; call < 100; call += 1) expect(budget.reserve(size, null)).not.toBeNull();
    expect(budget.exhausted).toBeNull();
  });

  test('holds room for the worst case of what is in flight, and gives back what was not taken', () => {
    const budget = new Budget({ ...none, tokens: 5000 });
    const [first, second] = [budget.reserve(size, price), budget.reserve(size, price)];
    expect(budget.reserve(size, price)).toBeNull();
    expect(budget.exhausted).toBeNull();
    first?.settle({ promptTokens: 1000, completionTokens: 50 });
    expect(budget.reserve(size, price)).toBeNull();
    second?.settle({ promptTokens: 1000, completionTokens: 50 });
    expect(budget.reserve(size, price)).not.toBeNull();
    expect(budget.spent).toEqual({ cost: 0.0075, tokens: 2100, requests: 2 });
  });

  test('is exhausted when nothing is in flight and the next call could pass a limit', () => {
    const budget = new Budget({ ...none, requests: 1 });
    budget.reserve(size, price)?.settle(nothingUsed);
    expect(budget.reserve(size, price)).toBeNull();
    expect(budget.exhausted).toBe('requests');
  });

  test('counts the worst case when nobody knows what a call took, and nothing for one that was never made', () => {
    const budget = new Budget({ ...none, cost: 100 });
    budget.reserve(size, price)?.settle(null);
    budget.reserve(size, price)?.release();
    expect(budget.spent).toEqual({ cost: 0.018, tokens: 2000, requests: 1 });
  });

  test('counts cached prompt tokens at their own price', () => {
    const budget = new Budget({ ...none, cost: 100 });
    budget.reserve(size, price)?.settle({ promptTokens: 1000, completionTokens: 0, cachedTokens: 900 });
    expect(budget.spent.cost).toBeCloseTo(0.00057, 9);
  });

  test('ends when its minutes are over, for those who wait too', async () => {
    let now = 0;
    const budget = new Budget({ ...none, minutes: 1 / 6000, requests: 1 }, { now: () => now });
    const held = budget.reserve(size, null);
    const waiting = budget.take(size, null, signal);
    now = 20;
    expect(await waiting).toBeNull();
    expect(budget.exhausted).toBe('minutes');
    held?.settle(null);
    expect(budget.spent.requests).toBe(1);
  });

  test('serves those who wait in the order of asking, and tells them all when it is exhausted', async () => {
    const budget = new Budget({ ...none, requests: 2 });
    const first = await budget.take(size, null, signal);
    const second = await budget.take(size, null, signal);
    const order: string[] = [];
    const waits = ['third', 'fourth'].map(async (name) => {
      const got = await budget.take(size, null, signal);
      order.push(`${name} ${got === null ? 'stops' : 'goes'}`);
    });
    first?.release();
    second?.settle(null);
    await waits[0];
    expect(order).toEqual(['third goes']);
  });

  test('stops all who wait once the last call in flight leaves no room', async () => {
    const budget = new Budget({ ...none, tokens: 2500 });
    const first = await budget.take(size, null, signal);
    const waits = [1, 2, 3].map(() => budget.take(size, null, signal));
    first?.settle({ promptTokens: 1000, completionTokens: 900 });
    expect(await Promise.all(waits)).toEqual([null, null, null]);
    expect(budget.exhausted).toBe('tokens');
  });

  test('lets go of who is aborted while waiting', async () => {
    const budget = new Budget({ ...none, requests: 1 });
    const first = await budget.take(size, null, signal);
    const abort = new AbortController();
    const waiting = budget.take(size, null, abort.signal);
    const behind = budget.take(size, null, signal);
    abort.abort(new Error('no longer'));
    await expect(waiting).rejects.toThrow('no longer');
    first?.release();
    expect(await behind).not.toBeNull();
  });
});

const calls = fc.array(
  fc.record({
    promptTokens: fc.nat(3000),
    maxOutputTokens: fc.nat(3000),
    price: fc.record({
      input: fc.double({ min: 0, max: 50, noNaN: true }),
      output: fc.double({ min: 0, max: 150, noNaN: true }),
      cachedInput: fc.double({ min: 0, max: 60, noNaN: true }),
    }),
    /** Parts of what was reserved. */
    prompt: fc.double({ min: 0, max: 1, noNaN: true }),
    output: fc.double({ min: 0, max: 1, noNaN: true }),
    cached: fc.double({ min: 0, max: 1, noNaN: true }),
    excess: fc.nat(5000),
    ends: fc.constantFrom('settle', 'settle', 'unknown', 'release'),
    /** Which of the calls in flight ends next, and whether one does before the next is made. */
    which: fc.nat(),
    endsFirst: fc.boolean(),
  }),
  { maxLength: 80 },
);

const limits = fc.record({
  cost: fc.option(fc.double({ min: 0.001, max: 1, noNaN: true })),
  tokens: fc.option(fc.integer({ min: 1, max: 40_000 })),
  requests: fc.option(fc.integer({ min: 1, max: 30 })),
  minutes: fc.constant(null),
});

/** Makes calls that take what they say, beginning and ending in some order. @returns the excess of the calls in flight. */
function spend(
  budget: Budget,
  all: readonly (typeof calls extends fc.Arbitrary<(infer Call)[]> ? Call : never)[],
  lies: boolean,
): number {
  const inFlight: { call: (typeof all)[number]; held: Reservation }[] = [];
  let mostExcess = 0;
  for (const call of all) {
    if (call.endsFirst && inFlight.length > 0) {
      const [ended] = inFlight.splice(call.which % inFlight.length, 1);
      if (ended !== undefined) end(ended.call, ended.held);
    }
    const held = budget.reserve(call, call.price);
    if (held !== null) inFlight.push({ call, held });
    mostExcess = Math.max(
      mostExcess,
      inFlight.reduce((sum, entry) => sum + entry.call.excess, 0),
    );
  }
  for (const { call, held } of inFlight) end(call, held);
  return mostExcess;

  function end(call: (typeof all)[number], held: Reservation): void {
    if (call.ends === 'release') return held.release();
    if (call.ends === 'unknown') return held.settle(null);
    const promptTokens = Math.floor(call.prompt * call.promptTokens);
    return held.settle({
      promptTokens,
      completionTokens: Math.floor(call.output * call.maxOutputTokens) + (lies ? call.excess : 0),
      cachedTokens: Math.floor(call.cached * promptTokens),
    });
  }
}

describe('whatever the order of events', () => {
  test('no limit is passed as long as no call takes more than was held for it', () => {
    fc.assert(
      fc.property(limits, calls, (bounds, all) => {
        const budget = new Budget(bounds);
        spend(budget, all, false);
        const { cost, tokens, requests } = budget.spent;
        expect(cost).toBeLessThanOrEqual(bounds.cost ?? Infinity);
        expect(tokens).toBeLessThanOrEqual(bounds.tokens ?? Infinity);
        expect(requests).toBeLessThanOrEqual(bounds.requests ?? Infinity);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test('a server that takes more than it was asked to passes it by no more than the calls in flight took too much', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), calls, (tokens, all) => {
        const budget = new Budget({ ...none, tokens });
        const mostExcess = spend(budget, all, true);
        expect(budget.spent.tokens).toBeLessThanOrEqual(tokens + mostExcess);
        if (budget.spent.tokens > tokens) expect(budget.reserve(size, null)).toBeNull();
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('checkBudget', () => {
  const [priced, free, unknown] = [
    { label: 'a', price, isFree: false },
    { label: 'b', price: null, isFree: true },
    { label: 'c', price: null, isFree: false },
  ];

  test('refuses to limit the cost of a model without a price, and names it', () => {
    expect(() => checkBudget({ ...none, cost: 5 }, [priced, free])).not.toThrow();
    expect(() => checkBudget({ ...none, cost: 5 }, [priced, unknown])).toThrow(/no price is known for c$/);
    expect(() => checkBudget({ ...none, tokens: 5 }, [unknown])).not.toThrow();
  });

  test('refuses limits that let nothing through', () => {
    expect(() => checkBudget({ ...none, minutes: 0 }, [])).toThrow('a limit of 0 on minutes lets nothing through');
  });
});
