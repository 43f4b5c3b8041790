import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { answer, type Question } from '../../checks/stats/answer.ts';

// Written by checks/stats/run.sh --write, as fixtures.jsonl is.
type Fixture = Question & { readonly expected: readonly number[] };

const fixtures = readFileSync(new URL('../../checks/stats/fixtures-compare.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Fixture);

const names = [...new Set(fixtures.map(({ name }) => name))];

test('there are fixtures for every function', () => {
  expect(names).toHaveLength(22);
});

describe('agrees with an independent implementation', () => {
  test.each(names)('%s', (name) => {
    const tolerance = ['pairedRatio', 'clusteredDifference'].includes(name) ? 1e-6 : 1e-10;
    for (const question of fixtures.filter((fixture) => fixture.name === name)) {
      const found = answer(question);
      expect(found).toHaveLength(question.expected.length);
      for (const [index, want] of question.expected.entries()) {
        const difference = Math.abs((found[index] ?? Number.NaN) - want) / Math.max(Math.abs(want), 1e-9);
        expect(difference, `${name} of ${JSON.stringify(question.rows)}: ${found.join(', ')}`).toBeLessThan(tolerance);
      }
    }
  });
});
