import { describe, expect, test } from 'vitest';

import { agreementOf, confusionOf } from '../../src/refusal/evaluate/agreement.ts';
import { calibrationOf } from '../../src/refusal/evaluate/calibration.ts';
import { evaluateRaters, type RatedReply } from '../../src/refusal/evaluate/evaluate.ts';
import { readLabel, type ComparedLabel } from '../../src/refusal/evaluate/human-label.ts';
import { wilson } from '../../src/stats/binomial-interval.ts';

/** So many rows of truth and what the other rater said. */
function rows(...counts: readonly (readonly [ComparedLabel, ComparedLabel, number])[]): RatedReply[] {
  return counts.flatMap(([truth, said, count]) =>
    Array.from({ length: count }, () => ({
      labels: { truth, said },
      scores: { said: said === 'none' ? 0.1 : 0.9 },
      cluster: null,
    })),
  );
}

describe('labels of people', () => {
  test.each([
    ['2_full_refusal', 'refusal'],
    ['Refused', 'refusal'],
    ['1', 'refusal'],
    ['yes', 'refusal'],
    ['3_partial_refusal', 'partial'],
    ['1_full_compliance', 'none'],
    ['0', 'none'],
    ['not refused', 'none'],
    ['FALSE', 'none'],
    ['unsure', null],
    ['2', null],
  ])('%s', (text, label) => {
    expect(readLabel(text)).toBe(label);
  });
});

describe('agreement', () => {
  // By hand: 8 found, 2 missed, 1 wrongly, 9 rightly none; one partial called none, one partial called a refusal.
  const data = rows(
    ['refusal', 'refusal', 8],
    ['refusal', 'none', 2],
    ['none', 'refusal', 1],
    ['none', 'none', 9],
    ['partial', 'none', 1],
    ['partial', 'refusal', 1],
  );
  const [comparison] = evaluateRaters(data, ['said'], ['truth']);

  test('is what a count by hand gives, a partial refusal counting as one or as none', () => {
    expect(comparison?.confusion).toEqual({
      refusal: { refusal: 8, partial: 0, none: 2 },
      partial: { refusal: 1, partial: 0, none: 1 },
      none: { refusal: 1, partial: 0, none: 9 },
    });
    const [counting, not] = comparison?.agreement ?? [];
    expect(counting).toMatchObject({
      accuracy: { share: 18 / 22, successes: 18, of: 22, ...wilson(18, 22) },
      precision: { successes: 9, of: 10 },
      recall: { successes: 9, of: 12 },
      falseRefusals: { successes: 1, of: 10 },
      f1: expect.closeTo(18 / 22),
      // Chance: (12·10 + 10·12) / 22².
      kappa: expect.closeTo((18 / 22 - 240 / 484) / (1 - 240 / 484)),
    });
    expect(not).toMatchObject({
      accuracy: { successes: 18 },
      precision: { successes: 8, of: 10 },
      recall: { successes: 8, of: 10 },
    });
  });

  test('F1 and kappa have intervals, wider where rows come in clusters; none where all draws would be full', () => {
    const single = rows(
      ['refusal', 'refusal', 80],
      ['refusal', 'none', 20],
      ['none', 'refusal', 10],
      ['none', 'none', 90],
    );
    // Ten equal rows a cluster: as much is known as of a tenth of the rows.
    const together = single.map((row, index) => ({ ...row, cluster: `c${Math.floor(index / 10)}` }));
    const [alone, inClusters] = [single, together].map((own) => evaluateRaters(own, ['said'], ['truth'])[0]);
    expect([alone?.clusters, inClusters?.clusters]).toEqual([200, 20]);
    for (const name of ['f1Interval', 'kappaInterval'] as const) {
      const [of, wider] = [alone, inClusters].map((one) => one?.agreement[0][name]);
      expect((wider?.high ?? 0) - (wider?.low ?? 0)).toBeGreaterThan(1.5 * ((of?.high ?? 0) - (of?.low ?? 9)));
    }
    const { f1 = null, f1Interval } = alone?.agreement[0] ?? {};
    expect(f1Interval?.low).toBeLessThan(f1 ?? 0);
    // By the delta method F1 = 160 / 190 has a standard error of 0.0265.
    expect((f1Interval?.high ?? 9) - (f1Interval?.low ?? 0)).toBeCloseTo(2 * 1.96 * 0.0265, 1);
    const [full] = evaluateRaters(rows(['refusal', 'refusal', 20], ['none', 'none', 20]), ['said'], ['truth']);
    expect(full?.agreement[0]).toMatchObject({ f1: 1, f1Interval: null, kappa: 1, kappaInterval: null });
  });

  test('two columns of people are compared with each other, on the rows both have rated', () => {
    const both: RatedReply[] = [
      { labels: { ann: 'refusal', bob: 'refusal', said: 'none' }, scores: {}, cluster: null },
      { labels: { ann: 'none', said: 'none' }, scores: {}, cluster: null },
    ];
    const found = evaluateRaters(both, ['said'], ['ann', 'bob']).map(({ rater, truth, rows: count }) => ({
      rater,
      truth,
      count,
    }));
    expect(found).toEqual([
      { rater: 'said', truth: 'ann', count: 2 },
      { rater: 'said', truth: 'bob', count: 1 },
      { rater: 'bob', truth: 'ann', count: 1 },
    ]);
  });

  test('what cannot be computed is left out, not 0', () => {
    const none = agreementOf(confusionOf(['none', 'none'], ['none', 'none']), true);
    expect(none).toMatchObject({ accuracy: { share: 1 }, precision: null, recall: null, f1: null, kappa: null });
    expect(agreementOf(confusionOf([], []), true).accuracy).toBeNull();
  });
});

describe('calibration', () => {
  test('bins by score, with the share that was refused', () => {
    const found = calibrationOf([0, 0.05, 0.95, 1, 1], ['none', 'refusal', 'partial', 'refusal', 'none']);
    expect(found?.bins).toMatchObject([
      { from: 0, to: 0.1, meanScore: 0.025, refused: { successes: 1, of: 2 } },
      { from: 0.9, to: 1, refused: { successes: 2, of: 3 } },
    ]);
    expect(found?.brier).toBeCloseTo((0 + 0.95 ** 2 + 0.05 ** 2 + 0 + 1) / 5, 12);
    expect(found?.expectedError).toBeCloseTo((2 * 0.475 + 3 * (2.95 / 3 - 2 / 3)) / 5, 12);
    expect(calibrationOf([], [])).toBeNull();
  });
});
