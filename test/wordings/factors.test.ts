import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { wordingFor } from '../../src/wordings/factor-wordings.ts';
import {
  allLevels,
  defaultFactors,
  differingFactors,
  factorialPoints,
  factorNames,
  factors,
  factorsName,
  oneFactorPoints,
  pointOf,
  readFactorsName,
} from '../../src/wordings/factors.ts';
import { languageCodes, languages } from '../../src/wordings/languages/index.ts';

const names = (points: readonly ReturnType<typeof pointOf>[]): readonly string[] => points.map(factorsName);

const anyPoint = fc.constantFrom(...factorialPoints(allLevels(factorNames)));
const seeded = { seed: 384, numRuns: 300 };

describe('the name of a wording', () => {
  test('says what differs from the default, in the order of the factors', () => {
    expect(factorsName(defaultFactors)).toBe('default');
    expect(factorsName(pointOf({ journal: 'invited', reason: 'distress' }))).toBe('reason=distress+journal=invited');
  });

  test('leads back to its wording, in whatever order its factors stand, default levels named or not', () => {
    fc.assert(
      fc.property(anyPoint, fc.shuffledSubarray([...factorNames]), (point, named) => {
        const said = new Set([...named, ...differingFactors(point, defaultFactors)]);
        const name = [...said].map((factor) => `${factor}=${point[factor]}`).join('+');
        expect(readFactorsName(name === '' ? 'default' : name)).toEqual(point);
        expect(readFactorsName(factorsName(point))).toEqual(point);
      }),
      seeded,
    );
  });

  test.each([
    ['defualt', 'there is no wording "defualt". Did you mean "default"?'],
    ['reson=distress', 'there is no factor "reson". Did you mean "reason"?'],
    ['reason=distres', 'reason has no level "distres". Did you mean "distress"?'],
    ['labels', 'labels has no level.'],
    ['reason=distress+', 'there is no wording "".'],
    ['journal=invited+journal=none', 'the wording "journal=invited+journal=none" names journal twice'],
    ['constructor=a', 'there is no factor "constructor".'],
  ])('%s is none', (name, problem) => {
    expect(readFactorsName(name)).toMatchObject({ problem });
  });

  test('is the name of its wording, with the language behind it unless that is English', () => {
    for (const language of languageCodes) {
      const suffix = language === 'en' ? '' : ` (${language})`;
      expect(wordingFor('bail-tool', defaultFactors, language).name).toBe(`default${suffix}`);
    }
  });
});

describe('sets of wordings', () => {
  test('one factor at a time: the default and each of its neighbours, once', () => {
    const points = oneFactorPoints();
    expect(names(points)[0]).toBe('default');
    expect(points.slice(1).map((point) => differingFactors(point, defaultFactors).length)).toEqual(Array(10).fill(1));
    expect(new Set(names(points)).size).toBe(11);
  });

  test('one factor at a time, of some factors', () => {
    expect(names(oneFactorPoints(['journal', 'reason', 'journal']))).toEqual([
      'default',
      'reason=distress',
      'reason=preference',
      'journal=invited',
    ]);
  });

  test('a factorial is every combination of the levels given, and leaves other factors alone', () => {
    expect(names(factorialPoints({ journal: ['none', 'invited'], reason: ['distress', 'any'] }))).toEqual([
      'reason=distress',
      'reason=distress+journal=invited',
      'default',
      'journal=invited',
    ]);
    expect(factorialPoints(allLevels(['action', 'labels']))).toHaveLength(8);
    expect(names(factorialPoints({ effect: ['none', 'none'] }))).toEqual(['effect=none']);
  });

  test('the first level of each factor is the default', () => {
    for (const name of factorNames) expect(defaultFactors[name]).toBe(factors[name][0]);
  });
});

test('docs/wordings.md has every factor, every level and what it says, and every language', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'wordings.md'), 'utf8').replaceAll(
    /\s+/g,
    ' ',
  );
  const { reason, action, cleared, noEffect, purpose, note, question } = languages.en;
  const said = [
    ...Object.values(reason),
    ...Object.values(action).map(({ may }) => may),
    cleared,
    noEffect,
    purpose,
    note,
    ...Object.values(question.tail).map((tail) => question.closing.replace('[tail]', tail)),
  ];
  for (const words of said) expect(page).toContain(words);
  for (const name of factorNames) {
    expect(page).toContain(`| \`${name}\` | \`${factors[name][0]}\` |`);
    for (const level of factors[name].slice(1)) expect(page).toContain(`| | \`${level}\` |`);
  }
  for (const code of languageCodes) expect(page).toContain(`${languages[code].language} (\`${code}\`)`);
});
