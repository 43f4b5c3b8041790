import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { answer, type Question } from '../../checks/stats/answer.ts';

// Written by checks/stats/run.sh --write: results of SciPy, statsmodels and a plain Python version of the rest.
type Fixture = Question & { readonly expected: readonly number[] };

/** Relative differences that a search or an iteration leaves; the usual one of its file for what is not named. */
const tolerances: { readonly [name: string]: number } = {
  betting: 1e-7,
  clusteredRate: 1e-7,
  pairedDifference: 1e-7,
  pairedRatio: 1e-6,
  clusteredDifference: 1e-6,
  logisticFit: 1e-6,
  firthFit: 1e-6,
  factorEffects: 1e-6,
  // Both sides draw studies: eight against 300.
  expectedStop: 0.6,
  correctedShare: 1e-7,
  // Orders drawn at random against all of them.
  exchangeWithGaps: 0.08,
};

function fixturesIn(file: string): readonly Fixture[] {
  return gunzipSync(readFileSync(new URL(`../../checks/stats/${file}`, import.meta.url)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Fixture);
}

describe.each([
  ['fixtures.jsonl.gz', 10, 1e-10],
  ['fixtures-compare.jsonl.gz', 22, 1e-10],
  ['fixtures-models.jsonl.gz', 16, 1e-7],
  ['fixtures-drawn.jsonl.gz', 6, 1e-10],
])('%s agrees with an independent implementation', (file, functions, usual) => {
  const fixtures = fixturesIn(file);
  const names = [...new Set(fixtures.map(({ name }) => name))];

  test('there are fixtures for every function', () => {
    expect(names).toHaveLength(functions);
    expect(fixtures).toHaveLength(functions * 200);
  });

  test.each(names)('%s', (name) => {
    const tolerance = tolerances[name] ?? usual;
    for (const question of fixtures.filter((fixture) => fixture.name === name)) {
      const found = answer(question);
      expect(found).toHaveLength(question.expected.length);
      for (const [index, want] of question.expected.entries()) {
        const difference = Math.abs((found[index] ?? Number.NaN) - want) / Math.max(Math.abs(want), 1e-9);
        const asked = JSON.stringify([question.numbers, question.rows]);
        expect(difference, `${name} of ${asked}: ${found.join(', ')}`).toBeLessThan(tolerance);
      }
    }
  });
});

test('studies that both sides draw end after as many epochs on average', () => {
  const drawn = fixturesIn('fixtures-models.jsonl.gz').filter(({ name }) => name === 'expectedStop');
  const off = drawn.map((question) => (answer(question)[0] ?? 0) / (question.expected[0] ?? 1) - 1);
  expect(Math.abs(off.reduce((sum, one) => sum + one, 0) / off.length)).toBeLessThan(0.015);
});
