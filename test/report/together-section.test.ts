import { beforeAll, describe, expect, test } from 'vitest';

import type { Results } from '../../src/analysis/results.ts';
import type { TogetherResult } from '../../src/analysis/refusals/results.ts';
import { lexicon } from '../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../src/refusal/stored/score-pure.ts';
import { dotSpec } from '../../src/report/figures/dot-spec.ts';
import type { DotPlot, FigureData } from '../../src/report/figures/figure.ts';
import { noRefusalFigures } from '../../src/report/figures/refusal-figures.ts';
import { percent, percentRange } from '../../src/report/format.ts';
import { renderCsv, renderHtml, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const cells = ['noRefusalBail', 'noBailRefusal', 'refusalBail', 'neither'] as const;

describe('the table of bail and refusal', { timeout: 120_000 }, () => {
  let results: Results;
  const ofBasis = (basis: TogetherResult['basis']): TogetherResult => {
    const found = results.refusals.together.find((one) => one.basis === basis);
    if (found === undefined) throw new Error(`no table of ${basis}`);
    return found;
  };

  beforeAll(async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(60, 1));
    // It leaves by calls without a word, and its answers to the prompt cannot be read.
    const rules = [{ where: { method: 'bail-prompt' }, nonsense: 1 }];
    folder.write('quiet.json', JSON.stringify({ name: 'quiet', bail: 0.4, refusal: 0.3, rules }));
    await using store = openStore(folder.file('store.sqlite'));
    await runWith(
      store,
      {
        name: 'quiet',
        models: ['sim:quiet.json'],
        datasets: [{ name: 'csv', path: 'prompts.csv' }],
        methods: ['baseline', 'bail-tool', 'bail-prompt'],
        epochs: 2,
      },
      folder.path,
      { scoreReply: scoringOf(store, [lexicon]) },
    );
    ({ results } = await told(store));
  }, 120_000);

  test('has both intervals of every share, in 80 columns as in Markdown and on the page', async () => {
    const table = renderTable(results, { color: false, width: 80 });
    for (const text of [table, renderMarkdown(results), await renderHtml(results, [])]) {
      for (const one of results.refusals.together) {
        for (const cell of cells) {
          const { rate, low, high, lowFixed, highFixed } = one[cell];
          for (const shown of [percent(rate), percentRange(low, high), percentRange(lowFixed, highFixed)]) {
            expect(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(shown);
          }
        }
      }
      expect(text).toContain('95 %, like these');
      expect(text).toContain('95 %, these items');
    }
    expect(renderCsv(results)).toContain('neitherBailNorRefusalHighFixed');
  });

  test('of own replies says what those that only call the tool leave open', () => {
    const own = ofBasis('own-reply');
    const left = own.bail.rate ?? 0;
    expect(left).toBeGreaterThan(0.25);
    expect(own.noRefusalBail.rate).toBe(0);
    expect(own.bounds?.noRefusalBail).toEqual([0, expect.closeTo(left, 12)]);
    const table = renderTable(results, { color: false, width: 80 });
    expect(table).toContain(percentRange(0, left));
    expect(table).toMatch(new RegExp(`no text +${percent(own.noText?.rate ?? 0)}`));
  });

  test('of a bail prompt that nobody can read is marked, says that nothing was answered, and claims nothing', () => {
    const prompt = ofBasis('joint');
    expect(prompt.noAnswer).toBe(1);
    expect(prompt.bounds?.neither[0]).toBe(0);
    expect(prompt.bounds?.noRefusalBail[1]).toBeCloseTo(prompt.neither.rate ?? 0, 12);
    const text = renderTable(results, { color: false, width: 80 });
    const section = text.slice(text.indexOf('Do models leave what they refuse?'));
    expect(section).toMatch(/bail-prompt bail 1st !\n/);
    expect(section).toMatch(/no answer +100\.0/);
    expect(section).toContain('! cannot work with this method');
  });

  test('has a line for each table on a terminal where there are many, and all of them everywhere else', () => {
    const { together } = results.refusals;
    // The same under other lead-ins, five times over.
    const many = ['a', 'b', 'c', 'd', 'e'].flatMap((leadIn) => together.map((one) => ({ ...one, leadIn })));
    const larger = { ...results, refusals: { ...results.refusals, together: many } };
    const linesOf = (text: string): string[] =>
      text.slice(text.indexOf('Do models leave what they refuse?')).split('\n\n')[0]?.split('\n') ?? [];
    const table = linesOf(renderTable(larger, { color: false, width: 120 }));
    for (const leadIn of ['a', 'b', 'c', 'd', 'e']) {
      expect(table.some((line) => line.includes(`lead-in ${leadIn}`))).toBe(true);
    }
    expect(table.filter((line) => line.includes('own reply'))).toHaveLength(5);
    const own = ofBasis('own-reply');
    const line = table.find((one) => one.includes('own reply')) ?? '';
    expect(line).toContain(percentRange(own.noBailRefusal.low, own.noBailRefusal.high));
    expect(line).toContain(percentRange(0, own.bail.rate));
    expect(table.length).toBeLessThan(linesOf(renderTable(results, { color: false, width: 120 })).length * 2);
    expect(renderMarkdown(larger).split('refused, not left')).toHaveLength(many.length + 1);
  });

  test('in the paper’s figures too the sign stands beside what nobody could read, with what it means', () => {
    const [figure] = noRefusalFigures(results);
    const spec = JSON.stringify(dotSpec(figure?.plot as DotPlot, figure as FigureData));
    expect(spec.match(/"text":"!"/g)).toHaveLength(2);
    expect(spec).toContain('! cannot work with this method');
    expect(figure?.table.rows.map((row) => row.at(-1))).toContainEqual(expect.stringContaining('joint; cannot work'));
  });
});
