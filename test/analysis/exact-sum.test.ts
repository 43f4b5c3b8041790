import { DatabaseSync } from 'node:sqlite';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { exactSum } from '../../src/analysis/exact-sum.ts';

test('probabilities add up to what the store itself would say', () => {
  using database = new DatabaseSync(':memory:');
  const sum = database.prepare('SELECT total(value) AS sum FROM json_each(?)');
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(probability, { maxLength: 12 }), (values) => {
      const parsed = database.prepare('SELECT value FROM json_each(?)').all(JSON.stringify(values));
      expect(exactSum(parsed.map(({ value }) => Number(value)))).toBe(sum.get(JSON.stringify(values))?.['sum']);
    }),
    { seed: 20260501, numRuns: 200 },
  );
});

test('what a small number adds to a large one is not lost', () => {
  expect(exactSum([1e16, 1, -1e16])).toBe(1);
  expect(exactSum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  expect(exactSum([])).toBe(0);
});
