import { describe, expect, it } from 'vitest';

import type { JournalResult } from '../../src/analysis/journal-result.ts';
import type { SideEffectResult } from '../../src/analysis/side-effect-result.ts';
import { renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { authors, hostile, sampleResults } from './sample.ts';

const shared = {
  condition: '91-9',
  study: 'sample',
  model: hostile.model,
  simulated: false,
  dataset: hostile.dataset,
  order: null,
  readout: 'sampled',
  ...authors,
  wording: 'default',
  leadIn: null,
} as const;

const sideEffects: readonly SideEffectResult[] = [
  {
    ...shared,
    baseline: '90-9',
    method: 'bail-tool',
    pairs: 400,
    replies: 200,
    items: 80,
    clusters: 40,
    length: { offered: 31.5, baseline: 42, ratio: 0.75, low: 0.7, high: 0.81 },
    apart: { offered: 0.7, baseline: 0.6, difference: 0.1, low: 0.05, high: 0.15, conclusion: 'interval' },
    distance: 0.69,
    refusals: {
      offered: 0.25,
      baseline: 0.2,
      difference: 0.05,
      low: 0.01,
      high: 0.09,
      conclusion: 'interval',
      scorer: 'lexicon 2',
      replies: 180,
    },
    mentions: 0.02,
    words: [
      { word: 'briefly', offered: 0.4, baseline: 0.1 },
      { word: 'kindly', offered: 0.05, baseline: 0.3 },
    ],
  },
  {
    ...shared,
    condition: '92-9',
    baseline: '90-9',
    method: 'bail-string',
    pairs: 3,
    replies: 3,
    items: 3,
    clusters: 2,
    length: { offered: 10, baseline: 10, ratio: 1, low: null, high: null },
    apart: null,
    distance: 0.5,
    refusals: null,
    mentions: 0,
    words: [],
  },
];

const journals: readonly JournalResult[] = [
  {
    ...shared,
    method: 'bail-prompt',
    order: 'bail-first',
    bails: { answers: 20, journals: 15, words: { p50: 9, p90: 22 } },
    stays: { answers: 0, journals: 0, words: null },
  },
];

const results = { ...sampleResults(), sideEffects, journals };

describe('side effects and journals in a report', () => {
  it('stand in the table, in 80 columns, and say what cannot be said', () => {
    const table = renderTable(results, { color: false, width: 80 });
    expect(table).toMatch(/bail-tool +0\.75 +0\.70–0\.81 .*\+10\.0/);
    expect(table).toContain('refusals: 25.0 %, baseline 20.0 %, +5.0 points (+1.0 to +9.0)');
    expect(table).toContain('more often: briefly (40.0 from 10.0 %)');
    expect(table).toContain('less often: kindly (5.0 from 30.0 %)');
    expect(table).toMatch(/bail-string +1\.00 +too few clusters/);
    expect(table).toMatch(/bail-prompt bail 1st +20 +75\.0 +9, 22 +0 +– +–/);
    for (const line of table.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  });

  it('stand in Markdown, the page and the JSON, where nothing of a name is markup', async () => {
    const markdown = renderMarkdown(results);
    expect(markdown).toContain(
      '| 31.5 | 42.0 | 0.75 | 0.70–0.81 | 70.0 | 60.0 | +10.0 | +5.0 to +15.0 | 2.0 | 200 | 40 |',
    );
    expect(markdown).toContain('needs 2 epochs');
    const page = await renderHtml(results, []);
    expect(page).toContain('href="#side-effects"');
    expect(page).toContain('href="#journals"');
    expect(page).not.toContain('<script');
    const json = JSON.parse(renderJson(results)) as typeof results;
    expect(json.sideEffects).toEqual(sideEffects);
    expect(json.journals).toEqual(journals);
  });
});
