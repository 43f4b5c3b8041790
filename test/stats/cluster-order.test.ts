import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { clusterOrder } from '../../src/stats/cluster-order.ts';

/** Distances of points on a line. */
function line(points: readonly number[]): number[][] {
  return points.map((one) => points.map((other) => Math.abs(one - other)));
}

test('what is alike comes to stand together', () => {
  const { order, merges } = clusterOrder(line([0, 10, 1, 11, 0.5, 30]));
  const places = order.map((place) => [0, 10, 1, 11, 0.5, 30][place]);
  expect([places, places.toReversed()]).toContainEqual([0, 0.5, 1, 10, 11, 30]);
  expect(merges).toHaveLength(5);
  expect(merges[0]).toEqual({ left: 0, right: 4, height: 0.5, size: 2 });
  expect(merges.at(-1)?.size).toBe(6);
});

test('every group stays together, heights never fall, and everyone is there once', () => {
  const points = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(points, (at) => {
      const { order, merges } = clusterOrder(line(at));
      expect(order.toSorted((one, other) => one - other)).toEqual(at.map((_, place) => place));
      const members = new Map<number, readonly number[]>(at.map((_, place) => [place, [place]]));
      let last = 0;
      for (const [index, { left, right, height, size }] of merges.entries()) {
        expect(height).toBeGreaterThanOrEqual(last - 1e-9);
        last = height;
        const group = [...(members.get(left) ?? []), ...(members.get(right) ?? [])];
        members.set(at.length + index, group);
        expect(group).toHaveLength(size);
        const places = group.map((member) => order.indexOf(member));
        expect(Math.max(...places) - Math.min(...places)).toBe(size - 1);
      }
    }),
    { seed: 20_260_507 },
  );
});

test('nothing, one, and all alike', () => {
  expect(clusterOrder([])).toEqual({ order: [], merges: [] });
  expect(clusterOrder([[0]])).toEqual({ order: [0], merges: [] });
  expect(clusterOrder(line([5, 5, 5])).order).toHaveLength(3);
});

test('distances that are none are refused', () => {
  expect(() =>
    clusterOrder([
      [0, 1],
      [2, 0],
    ]),
  ).toThrow('1 one way and 2 the other');
  expect(() =>
    clusterOrder([
      [0, Number.NaN],
      [Number.NaN, 0],
    ]),
  ).toThrow(RangeError);
  expect(() => clusterOrder([[0, 1]])).toThrow(RangeError);
});
