import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Results } from '../../src/analysis/results.ts';
import { displayWidth } from '../../src/base/text-table.ts';
import { lexicon } from '../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../src/refusal/stored/score-pure.ts';
import { percent, points } from '../../src/report/format.ts';
import { renderCsv, renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const hostile = '<b>evil</b>\u001b[31m|`x`';

describe('a report of scored replies', { timeout: 120_000 }, () => {
  let results: Results;

  beforeAll(async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(24, 2, 0, 4));
    await using store = openStore(folder.file('store.sqlite'));
    const scorer = { ...lexicon, name: `lexicon ${hostile}` };
    await runWith(
      store,
      {
        name: 'shown',
        models: ['sim:even', { use: 'sim:never', name: 'altered', alteredFrom: 'sim:even' }],
        datasets: [{ name: 'csv', path: 'prompts.csv' }],
        methods: ['baseline', 'bail-string', 'bail-prompt'],
        leadIns: ['none', 'greeting'],
      },
      folder.path,
      { scoreReply: scoringOf(store, [lexicon, scorer]) },
    );
    ({ results } = await told(store));
  }, 120_000);

  test('shows every rate and every table in the terminal, in Markdown and in the page, and fits 80 columns', async () => {
    const { rates, together, correlations, categoryCorrelations } = results.refusals;
    expect([rates.length, together.length, correlations.length]).toEqual([16, 32, 12]);
    expect(categoryCorrelations).toHaveLength(24);
    const table = renderTable(results, { color: false, width: 80, categories: true });
    const texts = [table, renderMarkdown(results, { categories: true }), await renderHtml(results, [])];
    for (const text of texts) {
      for (const title of [
        'How often are requests refused?',
        'Do models leave what they refuse?',
        'What do lead-ins and alterations do to refusals, and to bails?',
        'Do models that refuse more leave more, or less?',
        'Is what is refused more left more, or less?',
        'Refusal and bail by category',
        'By category: is more left than refused?',
      ]) {
        expect(text).toContain(title);
      }
      for (const { rate } of rates) expect(text).toContain(percent(rate));
      for (const { difference } of results.refusals.bailMinusRefusal) expect(text).toContain(points(difference));
      for (const { noRefusalBail, neither } of together) {
        expect(text).toContain(percent(noRefusalBail.rate));
        expect(text).toContain(percent(neither.rate));
      }
      expect(text).not.toContain('\u001b');
    }
    expect(texts[2]).not.toContain('<b>evil');
    // Drawn: two lead-ins, each with string and both orders of the prompt; and the same for either model.
    expect(texts[2]?.match(/"Refusal rate against bail rate of 2 models, in 3 squares/g)).toHaveLength(2 * 2);
    expect(texts[2]?.match(/"Refusal rate against bail rate of 4 categories, in 3 squares/g)).toHaveLength(4 * 2);
    expect(Math.max(...table.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
  });

  test('has the first scorer in the CSV, beside the bails of its condition, and all of them in JSON', () => {
    const [first] = results.refusals.scorers;
    const rows = parse(renderCsv(results), { columns: true }) as { [column: string]: string }[];
    for (const row of rows) {
      const rate = results.refusals.rates.find((one) => one.condition === row['id'] && one.scorer === first?.name);
      expect(row['refusal']).toBe(rate === undefined || rate.rate === null ? '' : String(rate.rate));
      const table = results.refusals.together.find(
        (one) => one.condition === row['id'] && one.scorer === first?.name && one.basis !== 'own-reply',
      );
      expect(row['togetherBasis']).toBe(table?.basis ?? '');
      const minus = results.refusals.bailMinusRefusal.find(
        (one) => one.condition === row['id'] && one.scorer === first?.name,
      );
      expect(row['bailMinusRefusal']).toBe(minus === undefined ? '' : String(minus.difference));
      expect(row['noRefusalBail']).toBe(table === undefined ? '' : String(table.noRefusalBail.rate));
    }
    const all = parse(renderCsv(results, { categories: true }), { columns: true }) as { [column: string]: string }[];
    const ps = results.refusals.bailMinusRefusal
      .filter(({ scorer }) => scorer === first?.name)
      .flatMap(({ categories }) => categories.flatMap(({ pAdjusted }) => pAdjusted ?? []));
    expect(all.flatMap((row) => row['bailMinusRefusalPAdjusted'] || []).map(Number)).toEqual(ps);
    const json = JSON.parse(renderJson(results)) as Results;
    expect(json.refusals).toEqual(JSON.parse(JSON.stringify(results.refusals)));
  });
});
