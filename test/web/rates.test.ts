import { describe, expect, it } from 'vitest';

import type { ConditionResult } from '../../src/analysis/results.ts';
import { percent } from '../../src/report/format.ts';
import { attributeOf, chooseRows, groupRows } from '../../web/pages/rates/arrange.ts';
import { ratePoint } from '../../web/pages/rates/rate-notes.ts';
import { rateRows } from '../../web/pages/rates/rate-row.ts';
import { trialsOf } from '../../web/pages/rates/trials-of.ts';
import { effectResults } from '../report/sample-effects.ts';
import { sampleResults } from '../report/sample.ts';

const results = sampleResults();
const rows = rateRows(results, 'bail', false);
const none: ReadonlySet<string> = new Set();

function exits(conditions: readonly ConditionResult[]): readonly ConditionResult[] {
  return conditions.filter(({ method }) => method !== 'baseline');
}

describe('the rows of the page of rates', () => {
  it('are the conditions that offer an exit, each with the numbers of the report', () => {
    expect(rows.map(({ condition }) => condition.id)).toEqual(exits(results.conditions).map(({ id }) => id));
    for (const [index, condition] of exits(results.conditions).entries()) {
      const { rate, low, high, lowFixed, highFixed, n, items, clusters, bounds, noAnswer, ratePaper } = condition;
      expect(rows[index]).toMatchObject({
        rate,
        low,
        high,
        lowFixed,
        highFixed,
        n,
        items,
        clusters,
        bounds,
        noAnswer,
        ratePaper,
      });
    }
  });

  it('count every planned trial in one outcome', () => {
    for (const row of rows) {
      expect(row.counts.reduce((sum, [, size]) => sum + size, 0)).toBe(row.planned);
    }
  });

  it('have those without an answer as rates of their own, the baseline too', () => {
    const unanswered = rateRows(results, 'unanswered', false);
    expect(unanswered.map(({ rate }) => rate)).toEqual(results.conditions.map(({ noAnswer }) => noAnswer));
    expect(unanswered.every(({ low, high }) => low === null && high === null)).toBe(true);
    // What is known of bails on neutral items, and of the bail rate, says nothing of answers.
    expect(rows.some(({ neutral }) => neutral !== null)).toBe(true);
    expect(unanswered.every(({ neutral, isMarked }) => neutral === null && !isMarked)).toBe(true);
  });

  it('are one for each category where these are asked for', () => {
    const own = rateRows(results, 'bail', true);
    expect(own.map(({ category, rate }) => [category, rate])).toEqual(
      results.conditions.flatMap(({ categories }) => categories.map(({ category, rate }) => [category, rate])),
    );
    expect(new Set(own.map(({ key }) => key)).size).toBe(own.length);
  });
});

describe('rows side by side', () => {
  it('differ in what is compared alone, under headings that name all else', () => {
    for (const by of ['method', 'model', 'dataset', 'order', 'wording', 'lead-in'] as const) {
      const groups = groupRows(rows, by);
      expect(groups.flatMap((group) => group.rows.map(({ row }) => row)).length).toBe(rows.length);
      for (const group of groups) {
        for (const { row } of group.rows) {
          if (by !== 'model') expect(group.title).toContain(attributeOf(row, 'model'));
        }
      }
    }
  });

  it('leave wordings and lead-ins to comparisons of these, and say how many are left', () => {
    const effects = effectResults();
    const every = rateRows(effects, 'bail', false);
    const worded = new Set(effects.pairs.filter(({ kind }) => kind === 'wording').map(({ a }) => a));
    const plain = chooseRows(every, 'method', worded);
    expect(plain.rows.every(({ condition }) => condition.leadIn === null && !worded.has(condition.id))).toBe(true);
    expect(plain.left).toBe(every.length - plain.rows.length);
    expect(plain.left).toBeGreaterThan(0);
    const words = chooseRows(every, 'wording', worded);
    expect(groupRows(words.rows, 'wording').every((group) => group.rows.length > 1)).toBe(true);
    expect([...worded].every((id) => words.rows.some(({ condition }) => condition.id === id))).toBe(true);
  });

  it('keep what has nothing beside it out of comparisons of variations alone', () => {
    expect(chooseRows(rows, 'model', none).rows.length + chooseRows(rows, 'model', none).left).toBe(rows.length);
    expect(chooseRows(rows, 'wording', none).rows).toEqual([]);
  });
});

describe('what is said of a rate that is pointed at', () => {
  it('has every outcome that occurred, both intervals, the bounds and the trials planned', () => {
    const row = rows.find(({ condition }) => condition.outcomes.pending > 0);
    if (row === undefined) throw new Error('the sample has a condition that is not done');
    const lines = new Map(ratePoint(row, 'bail').lines);
    for (const [outcome, size] of Object.entries(row.condition.outcomes)) {
      if (size > 0) expect(lines.get(outcome)).toBe(String(size).replace('2020', '2,020'));
    }
    expect(lines.get('95 %, situations like these')).toContain(percent(row.low));
    expect(lines.get('95 %, exactly these items')).toContain(percent(row.highFixed));
    expect(lines.get('planned')).toBe('2,163');
    expect(ratePoint(row, 'bail').notes?.join(' ')).toContain('incomplete');
  });

  it('says why there is no rate, with nothing hidden in the words', () => {
    const row = rows.find(({ condition }) => condition.unsupported !== null);
    if (row === undefined) throw new Error('the sample has a condition that cannot be done');
    const { lines, notes, title } = ratePoint(row, 'bail');
    expect(lines).toEqual([]);
    expect(notes?.[0]).toMatch(/^unsupported: no tools/);
    expect(`${title}${notes?.join('')}`).not.toMatch(/[\u0000-\u001f\u202e\u200b]/u);
  });
});

describe('the trials behind a rate', () => {
  it('are those it counts', () => {
    const [row] = rows;
    if (row === undefined) throw new Error('the sample has rates');
    expect(trialsOf(row, 'bail')).toEqual({ condition: row.condition.id, category: undefined, outcome: 'bail' });
    const scored = { ...row, scorer: 'lexicon', basis: 'joint' } as const;
    expect(trialsOf(scored, 'no-refusal')).toMatchObject({ outcome: 'bail', refusal: 'lexicon:none' });
    expect(trialsOf({ ...scored, basis: 'product' }, 'no-refusal').refusal).toBeUndefined();
    expect(trialsOf(scored, 'refusal').refusal).toEqual(['lexicon:refusal', 'lexicon:partial']);
    expect(trialsOf({ ...row, category: 'abuse' }, 'unanswered')).toMatchObject({
      category: 'abuse',
      outcome: ['unparsed', 'truncated', 'filtered', 'error'],
    });
  });
});
