import { describe, expect, test } from 'vitest';

import type { FactorResult } from '../../src/analysis/factor-result.ts';
import type { SpecificationCurve } from '../../src/analysis/specification-results.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { authors, condition, rateOf, sampleResults } from './sample.ts';

const hostile = '<b>|`\u001b[31m`| x';

const curve: SpecificationCurve = {
  study: 'first-look',
  dataset: 'bailbench',
  method: 'bail-tool',
  readout: 'sampled',
  leadIn: null,
  models: [
    {
      model: hostile,
      simulated: false,
      condition: '1-1',
      rate: 0.2,
      low: 0.15,
      high: 0.26,
      least: 0.18,
      most: 0.4,
      rank: 1,
      bestRank: 1,
      worstRank: 2,
    },
    {
      model: 'calm',
      simulated: true,
      condition: '2-1',
      rate: 0.1,
      low: 0.06,
      high: 0.15,
      least: 0.05,
      most: 0.25,
      rank: 2,
      bestRank: 1,
      worstRank: 2,
    },
  ],
  specifications: [
    { scorer: 'strict', denominator: 'usual', order: null, wording: 'default', rates: [0.2, 0.1], tau: 1 },
    { scorer: 'strict', denominator: 'all-left', order: null, wording: 'default', rates: [0.4, 0.25], tau: 1 },
    { scorer: 'strict', denominator: 'usual', order: null, wording: hostile, rates: [0.18, 0.2], tau: -1 },
    { scorer: 'paper', denominator: 'usual', order: null, wording: hostile, rates: [null, 0.05], tau: null },
  ],
  distinct: 3,
};

const factor: FactorResult = {
  study: 'first-look',
  model: hostile,
  simulated: false,
  dataset: 'bailbench',
  method: 'bail-tool',
  order: null,
  readout: 'sampled',
  leadIn: null,
  ...authors,
  factor: 'reason',
  level: 'distress',
  wordings: 8,
  clusters: 160,
  difference: -0.124,
  low: -0.2,
  high: -0.05,
  p: 0.0002,
  basis: 'model',
  reason: null,
};

const stopped = condition(
  {
    model: hostile,
    epochs: 3,
    stopping: {
      halfWidth: 0.05,
      minEpochs: 1,
      mostEpochs: 20,
      wholeEpochs: 3,
      stopped: true,
      notNeeded: 2771,
      low: 0.08,
      high: 0.18,
    },
  },
  rateOf({ bail: 60, continue: 429 }),
);

const plain = sampleResults();
const results = { ...plain, conditions: [...plain.conditions, stopped], specifications: [curve], factors: [factor] };

describe('sections of a report', () => {
  test('say of all that no study declared that it is exploratory, in every form', async () => {
    const forms = [
      renderTable(results, { color: false, width: 160 }),
      renderMarkdown(results),
      await renderHtml(results, []),
    ];
    for (const form of forms) {
      for (const title of [
        'Which factor of the words matters, over all their combinations?',
        'How far do rates move with the choices of the analysis?',
        'Which choice moves them?',
      ]) {
        expect(form).toContain(`${title} (exploratory)`);
      }
    }
  });

  test('in a terminal: what has stopped, main effects, how far rates move, and by which choice', () => {
    const text = renderTable(results, { color: false, width: 100 });
    expect(text).toMatch(/bail-tool +by rule +3 of 20 +8\.0–18\.0 +2,771/);
    expect(text).toMatch(/reason: distress +−12\.4 +−20\.0 to −5\.0 +<0\.001 +8 wordings/);
    expect(text).toMatch(/calm \(simulated\) +10\.0 +6\.0–15\.0 +5\.0–25\.0 +2 \(1–2\)/);
    expect(text).toMatch(/unanswered as bails +\+17\.5 +\+20\.0/);
    expect(text).not.toContain('\u001b');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('in Markdown a name cannot end its cell or become markup', () => {
    const text = renderMarkdown(results);
    const [, part = ''] = text.split('## How far do rates move with the choices of the analysis?');
    const rows =
      part
        .split('## ')[0]
        ?.split('\n')
        .filter((line) => line.startsWith('| `')) ?? [];
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(9);
  });

  test('on the page the curve is drawn beside its table, and a name stays text', async () => {
    const page = await renderHtml(results, []);
    for (const id of ['stopping', 'factors', 'specifications', 'choices'])
      expect(page).toContain(`<section id="${id}">`);
    const [, section = ''] = page.split('<section id="specifications">');
    expect(section.split('</section>')[0]).toContain('<svg');
    expect(page).not.toContain('<b>|');
  });

  test('a report without any of these says nothing of them', () => {
    const text = renderMarkdown(plain);
    for (const word of ['stopping rule', 'Which factor', 'How far do rates move', 'Which choice']) {
      expect(text).not.toContain(word);
    }
  });
});
