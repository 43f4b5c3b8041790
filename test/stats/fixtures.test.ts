import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { answer, type Question } from '../../checks/stats/answer.ts';

// Written by checks/stats/run.sh --write: results of SciPy, statsmodels and a plain Python version of the rest.
type Fixture = Question & { readonly expected: readonly number[] };

const fixtures = readFileSync(new URL('../../checks/stats/fixtures.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Fixture);

const names = [...new Set(fixtures.map(({ name }) => name))];

test('there are fixtures for every function', () => {
  expect(names).toHaveLength(10);
});

describe('agrees with an independent implementation', () => {
  test.each(names)('%s', (name) => {
    const tolerance = ['betting', 'clusteredRate', 'pairedDifference'].includes(name) ? 1e-7 : 1e-10;
    for (const question of fixtures.filter((fixture) => fixture.name === name)) {
      const found = answer(question);
      expect(found).toHaveLength(question.expected.length);
      for (const [index, want] of question.expected.entries()) {
        const difference = Math.abs((found[index] ?? Number.NaN) - want) / Math.max(Math.abs(want), 1e-9);
        expect(difference, `${name} of ${question.numbers.join(', ')}: ${found.join(', ')}`).toBeLessThan(tolerance);
      }
    }
  });
});
