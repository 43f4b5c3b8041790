import { describe, expect, test } from 'vitest';

import { SequencePool } from '../../../src/models/local/sequence-pool.ts';

const never = new AbortController().signal;

/** A pool whose sequences are named and remember the tokens of their last request. */
function pool(states: { [name: string]: number[] }): SequencePool<string> {
  return new SequencePool(Object.keys(states).map((name) => ({ sequence: name, tokens: () => states[name] ?? [] })));
}

describe('handing out sequences', () => {
  test('gives a request the sequence that already holds most of its beginning', async () => {
    const some = pool({ a: [1, 2], b: [1, 2, 3, 4], c: [9] });
    expect(await some.use([1, 2, 3, 5], never, (name) => Promise.resolve(name))).toBe('b');
    expect(await some.use([9, 9], never, (name) => Promise.resolve(name))).toBe('c');
  });

  test('among equals, gives the one unused for longest', async () => {
    const some = pool({ a: [], b: [], c: [] });
    const given: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      await some.use([1], never, (name) => Promise.resolve(given.push(name)));
    }
    expect(given).toEqual(['a', 'b', 'c', 'a']);
  });

  test('never gives one sequence to two requests, and serves them in the order of asking', async () => {
    const some = pool({ a: [], b: [] });
    const busy = new Set<string>();
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        some.use([index], never, async (name) => {
          expect(busy.has(name)).toBe(false);
          busy.add(name);
          order.push(index);
          await new Promise((resolve) => setImmediate(resolve));
          busy.delete(name);
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  test('a failed request gives its sequence back', async () => {
    const some = pool({ a: [] });
    await expect(some.use([1], never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await some.use([1], never, (name) => Promise.resolve(name))).toBe('a');
  });

  test('a request aborted in the queue leaves it', async () => {
    const some = pool({ a: [] });
    const aborting = new AbortController();
    const { promise: work, resolve: finish } = Promise.withResolvers<void>();
    const first = some.use([1], never, () => work);
    const second = some.use([2], aborting.signal, () => Promise.resolve('second'));
    const third = some.use([3], never, () => Promise.resolve('third'));
    aborting.abort(new Error('changed my mind'));
    await expect(second).rejects.toThrow('changed my mind');
    finish();
    await first;
    expect(await third).toBe('third');
  });
});
