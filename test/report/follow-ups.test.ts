import { describe, expect, test } from 'vitest';

import { labelOf } from '../../src/analysis/condition-label.ts';
import { consistencyOf } from '../../src/analysis/follow-ups/follow-up-results.ts';
import type { FollowUpResult } from '../../src/analysis/follow-ups/results.ts';
import type { Results } from '../../src/analysis/results.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { sampleResults } from './sample.ts';

const none = { bail: 0, continue: 0, unparsed: 0, truncated: 0, filtered: 0, skipped: 0, error: 0, pending: 0 };

function followed(rest: Partial<FollowUpResult> = {}): Results {
  const results = sampleResults();
  const own = results.conditions.find(({ method }) => method === 'bail-string') ?? results.conditions[0];
  if (own === undefined) throw new Error('a sample has conditions');
  const one: FollowUpResult = {
    ...labelOf(own, own.id),
    kind: 'confirm',
    followUp: '<b>mine</b>',
    answerOrder: 'bail-first',
    draws: 2,
    bails: 20,
    planned: 40,
    outcomes: { ...none, bail: 30, continue: 7, unparsed: 2, pending: 1 },
    withoutBail: 3,
    n: 39,
    items: 20,
    clusters: 9,
    rate: 0.765,
    low: 0.61,
    high: 0.87,
    tooFew: true,
    lowFixed: 0.682,
    highFixed: 0.841,
    tooFewFixed: false,
    consistency: { bails: 18, agreement: 0.9, alpha: 0.721 },
    ...rest,
  };
  return { ...results, followUps: [one] };
}

describe('what was asked after bails', () => {
  test('stands in every form of the report, with what became of all of it', async () => {
    const results = followed();
    const page = (await renderHtml(results, [])).replaceAll(/<[^>]*>/g, ' ');
    for (const text of [renderTable(results, { color: false, width: 100 }), renderMarkdown(results), page]) {
      expect(text).toContain('76.5');
      expect(text).toContain('61.0–87.0');
      expect(text).toContain('68.2–84.1');
      expect(text).toContain('0.72');
      expect(text).toMatch(/40 = 30 leave \+ 7 stay \+ 2 unparsed \+ 1 pending/);
      expect(text).toMatch(/3 others\s+kept\s+whose trial is no bail by the present scorer/);
    }
    expect(await renderHtml(results, [])).not.toContain('<b>mine');
    expect(JSON.parse(renderJson(results)).followUps).toEqual(results.followUps);
  });

  test('is left out where no trial bailed', () => {
    const nothing = followed({ bails: 0, planned: 0, outcomes: none, withoutBail: 0, rate: null, consistency: null });
    expect(renderTable(nothing, { color: false, width: 80 })).not.toMatch(/Asked again/);
  });
});

describe('consistency', () => {
  const row = (
    trialId: number,
    draw: number,
    outcome: 'bail' | 'continue' | 'unparsed',
  ): Parameters<typeof consistencyOf>[0][number] => ({
    trialId,
    draw,
    outcome,
  });
  test('is the share of pairs that agree, averaged over bails, and the same beyond chance', () => {
    const rows = [
      row(1, 1, 'bail'),
      row(1, 2, 'bail'),
      row(1, 3, 'continue'),
      row(2, 1, 'continue'),
      row(2, 2, 'continue'),
      row(2, 3, 'unparsed'),
      row(3, 1, 'bail'),
    ];
    // One pair of three, and the only pair; four of one kind against two make 6/10 of the pairs of all differ.
    const found = consistencyOf(rows, 3);
    expect(found?.bails).toBe(2);
    expect(found?.agreement).toBeCloseTo((1 / 3 + 1) / 2, 12);
    // Answers: 2 leave, 3 stay. Observed disagreement 2·(2/2)/5, expected 2·6/(5·4).
    expect(found?.alpha).toBeCloseTo(1 - 0.4 / 0.6, 12);
  });
  test('is none where no bail has two answers, and alpha none where all are alike', () => {
    expect(consistencyOf([row(1, 1, 'bail'), row(2, 1, 'bail')], 2)).toBeNull();
    expect(consistencyOf([row(1, 1, 'bail'), row(1, 2, 'bail')], 2)).toEqual({ bails: 1, agreement: 1, alpha: null });
  });
});
