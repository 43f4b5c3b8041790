import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';

import type { ContrastResult } from '../../src/analysis/contrast-result.ts';
import type { ComparedCondition } from '../../src/analysis/compare/comparison.ts';
import type { Results } from '../../src/analysis/results.ts';
import { displayWidth } from '../../src/base/text-table.ts';
import { drawnContrasts } from '../../src/report/contrasts.ts';
import { renderCsv, renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { readHtml } from './html/read-html.ts';
import { hostile, sampleResults } from './sample.ts';

function compared(model: string, method: ComparedCondition['method']): ComparedCondition {
  const names = {
    id: '1-1',
    store: null,
    study: 's',
    dataset: hostile.dataset,
    category: null,
    wording: hostile.model,
    historyAuthor: 'dataset',
    replyAuthor: 'self',
  };
  return { ...names, model, simulated: false, method, order: null, readout: 'sampled', leadIn: null, epochs: 1 };
}

const both = { a: 40, b: 40 };
const measured = {
  pairing: 'items',
  alsoDiffers: [],
  rateA: 0.5,
  rateB: 0.1,
  difference: 0.4,
  low: 0.2,
  high: 0.6,
  lowFixed: 0.3,
  highFixed: 0.5,
  tooFew: false,
  tooFewFixed: false,
  ratio: 5,
  ratioLow: 2,
  ratioHigh: null,
  ratioTooFew: false,
  conclusion: 'interval',
  p: 0.0004,
  test: 't',
  pPermutation: 0.001,
  pMcNemar: null,
  items: both,
  clusters: both,
  trials: both,
  planned: 40,
  more: { items: both, clusters: both, trials: both },
  discordantClusters: 20,
  sharedClusters: null,
  pAdjusted: 0.0008,
  complete: true,
} as const;

function declaredResults(): Results {
  const declared = { study: 's', declaredAt: '2026-01-02T03:04:05.678Z', on: null, studyTrialsBefore: 0 };
  const open = { ...measured, conclusion: 'cannot conclude', p: null, pAdjusted: null, discordantClusters: 2 } as const;
  const contrasts: ContrastResult[] = [
    {
      ...declared,
      name: 'tool-over-placebo',
      a: 'method:bail-tool',
      b: `model:${hostile.model}`,
      trialsBefore: 0,
      comparisons: [hostile.model, 'other'].map((model) => ({
        ...measured,
        a: compared(model, 'bail-tool'),
        b: compared(model, 'placebo-tool'),
      })),
    },
    {
      ...declared,
      name: 'late',
      a: 'model:x',
      b: 'model:y',
      trialsBefore: 1200,
      comparisons: [{ ...open, a: compared('x', 'bail-tool'), b: compared('y', 'bail-tool') }],
    },
    { ...declared, name: 'none', a: 'model:x', b: 'model:z', trialsBefore: 0, comparisons: [] },
  ];
  return { ...sampleResults(), contrasts };
}

const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/u;

test('every form of a report shows what was declared first, with when, and all else as exploratory', async () => {
  const results = declaredResults();
  const table = renderTable(results, { color: false, width: 80 });
  const markdown = renderMarkdown(results);
  const page = await renderHtml(results, []);
  for (const text of [table, markdown, readHtml(page).text]) {
    const words = text.replace(/\s+/g, ' ');
    expect(words.indexOf('Primary contrasts')).toBeGreaterThan(0);
    // The first place in a page is the list of its parts.
    expect(words.indexOf('Primary contrasts')).toBeLessThan(words.indexOf('Bail rates'));
    expect(words).toContain('before the first of its trials was stored');
    expect(words).toContain('AFTER 1,200 trials of its conditions were stored');
    expect(words).toContain('adjusted by Holm for all 4 comparisons as one family');
    expect(words).toContain('Every other comparison in this report is exploratory');
    expect(words).toContain('cannot conclude');
    expect(words).toMatch(/\(exploratory\)/);
    expect(text).not.toMatch(hidden);
  }
  expect(table.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
  expect(table).toMatch(/50\.0 +10\.0 +\+40\.0 +\+20\.0 to \+60\.0 +<0\.001 +<0\.001/);
  expect(JSON.parse(renderJson(results))).toMatchObject({ contrasts: results.contrasts });
});

test.each([80, 160])(
  'both intervals, and what was answered of what was planned, stand in every form, at %i columns',
  async (width) => {
    const results = declaredResults();
    const [contrast, ...others] = results.contrasts;
    if (contrast === undefined) throw new Error('no contrast');
    const few = { ...contrast, comparisons: contrast.comparisons.map((one) => ({ ...one, planned: 60 })) };
    const table = renderTable(results, { color: false, width });
    const forms = [table, renderMarkdown(results), readHtml(await renderHtml(results, [])).text];
    for (const form of forms) {
      const part = form.slice(form.lastIndexOf('Primary contrasts'), form.lastIndexOf('Bail rates'));
      for (const text of ['+20.0 to +60.0', '+30.0 to +50.0', '40 of 40']) expect(part).toContain(text);
      expect(part.replace(/\s+/g, ' ')).toContain('Paired: items answered in both, epochs matched.');
      expect(part).not.toContain(' U ');
    }
    const open = renderTable({ ...results, contrasts: [few, ...others] }, { color: false, width }).replace(/\s+/g, ' ');
    expect(open).toContain('40 of 60');
    const wider = { ...contrast, comparisons: contrast.comparisons.map((one) => ({ ...one, tooFewFixed: true })) };
    const markdown = renderMarkdown({ ...results, contrasts: [wider, ...others] });
    expect(markdown).toContain('| +30.0 to +50.0\\* |');
    expect(markdown).toMatch(/^\\\* too few clusters/m);
    expect(open).toContain('U fewer than four fifths of the planned trials were answered in both');
  },
);

test('as CSV there is a record for each comparison, with the numbers of the JSON, and one for a contrast without any', () => {
  const results = declaredResults();
  const rows = parse(renderCsv(results, { section: 'contrasts' }), {
    columns: true,
    record_delimiter: '\r\n',
  }) as Record<string, string>[];
  expect(rows.map((row) => row['contrast'])).toEqual(['tool-over-placebo', 'tool-over-placebo', 'late', 'none']);
  const { low, high, lowFixed, highFixed, p, pAdjusted } = measured;
  const numbers = { low, high, lowFixed, highFixed, p, pAdjusted };
  expect(rows[1]).toMatchObject({
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)])),
    modelA: 'other',
    methodA: 'bail-tool',
    methodB: 'placebo-tool',
    historyAuthorA: 'dataset',
    planned: '40',
    trialsA: '40',
    declaredAt: '2026-01-02T03:04:05.678Z',
  });
  expect(rows[3]).toMatchObject({ a: 'model:x', b: 'model:z', difference: '' });
});

test('a study that declared nothing has no such part', () => {
  expect(renderTable(sampleResults(), { color: false, width: 80 })).not.toContain('Primary contrasts');
});

test('contrasts are drawn with every comparison once, told apart, nothing hidden in the words', () => {
  const results = declaredResults();
  const drawn = drawnContrasts(results);
  const pairs = drawn?.groups.flatMap(({ rows }) => rows.map(({ pair }) => pair));
  expect(pairs).toEqual(results.contrasts.flatMap(({ comparisons }) => comparisons));
  for (const { title, rows } of drawn?.groups ?? []) {
    expect(new Set(rows.map(({ label }) => label)).size).toBe(rows.length);
    expect(`${title}${rows.map(({ label }) => label).join('')}`).not.toMatch(hidden);
  }
  expect(drawnContrasts(sampleResults())).toBeNull();
});
