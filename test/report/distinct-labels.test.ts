import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { distinctLabels } from '../../src/report/distinct-labels.ts';

describe('labels of rows', () => {
  it('that begin alike are told by what comes after', () => {
    expect(
      distinctLabels(['bail-tool', 'bail-prompt bail 1st', 'bail-prompt stay 1st', 'bail-prompt bail 1st logp'], 15),
    ).toEqual(['bail-tool', '…bail 1st', '…stay 1st', '…bail 1st logp']);
    // One alone keeps its beginning, and where neither end alone tells all apart, the middle goes.
    expect(distinctLabels(['bail-tool', 'bail-prompt bail 1st'], 15)).toEqual(['bail-tool', 'bail-prompt ba…']);
    expect(distinctLabels(['mine · aaaa', 'mine · bbbb', 'yours · aaaa', 'yours · bbbb'], 9)).toEqual([
      'mine…aaaa',
      'mine…bbbb',
      'your…aaaa',
      'your…bbbb',
    ]);
    expect(distinctLabels(['one long name', 'one long name'], 8)).toEqual(['one lon…', 'one… (2)']);
  });

  it('are as many as texts, never two the same, none much longer than asked for', () => {
    const words = fc
      .array(fc.constantFrom('bail-prompt', 'bail', 'stay', '1st', 'logp', 'W*'), { minLength: 1, maxLength: 6 })
      .map((some) => some.join(' '));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.integer({ min: 8, max: 40 }), (texts, max) => {
        const labels = distinctLabels(texts, max);
        expect(labels).toHaveLength(texts.length);
        expect(new Set(labels).size).toBe(texts.length);
        for (const label of labels) expect([...label].length).toBeLessThanOrEqual(max + 1);
      }),
    );
  });
});
