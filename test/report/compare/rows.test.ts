import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { lexicon } from '../../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../../src/refusal/stored/score-pure.ts';
import {
  renderComparisonHtml,
  renderComparisonMarkdown,
  renderComparisonTable,
} from '../../../src/report/compare/index.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { comparing } from '../../analysis/compare/compared-study.ts';
import { runWith } from '../../support/library-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { readHtml } from '../html/read-html.ts';

const folder = tempFolder();
let store: Store;

/** Two respondents on conversations whose earlier turns and last replies have several authors. */
beforeAll(async () => {
  const lines = Array.from({ length: 24 }, (_, n) =>
    JSON.stringify({
      id: `talk-${n}`,
      messages: [
        { role: 'user', content: `question ${n}` },
        { role: 'assistant', content: `earlier answer ${n}` },
        { role: 'user', content: `and then, ${n}?` },
        { role: 'assistant', content: `last answer ${n}` },
      ],
    }),
  );
  folder.write('talks.jsonl', lines.join('\n'));
  for (const [name, bail, refusal] of [
    ['bold', 0.6, 0.2],
    ['shy', 0.1, 0.7],
  ] as const) {
    folder.write(`${name}.json`, JSON.stringify({ name, bail, refusal }));
  }
  store = openStore(folder.file('store.sqlite'));
  const study = {
    name: 'authors',
    models: [
      { use: 'sim:bold.json', name: 'bold' },
      { use: 'sim:shy.json', name: 'shy' },
    ],
    datasets: [{ name: 'jsonl' as const, path: 'talks.jsonl', as: 'talks' }],
    methods: ['baseline' as const, 'bail-string' as const, 'bail-prompt' as const],
    historyAuthor: ['dataset' as const, 'self' as const],
    replyAuthor: ['self' as const, 'dataset' as const],
    epochs: 2,
  };
  await runWith(store, study, folder.path, { scoreReply: scoringOf(store, [lexicon]) });
}, 60_000);
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

const table = (comparison: Comparison, items?: number, width = 120): string =>
  renderComparisonTable(comparison, { color: false, width, items });

/** The lines of a part, from its title to the next empty line. */
function part(text: string, title: string): string[] {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(title));
  return from < 0 ? [] : lines.slice(from, lines.indexOf('', from));
}

test('names rows by who wrote the earlier turns and the reply, in every form, and tells no two alike', async () => {
  const comparison = await comparing(store, ['bail-first', 'continue-first'], { only: { models: ['bold'] } });
  const authors = comparison.rows.map(({ a }) => `${a.historyAuthor} ${a.replyAuthor}`);
  expect(authors.toSorted()).toEqual(['dataset dataset', 'dataset self', 'self dataset', 'self self']);
  const rows = part(table(comparison), 'Differences');
  expect(rows.filter((line) => / by /.test(line) && !/\d/.test(line))).toEqual([
    '  history by dataset',
    '  history by self',
  ]);
  expect(rows.filter((line) => / reply by (self|dataset) .*\d/.test(line))).toHaveLength(4);
  const page = readHtml(await renderComparisonHtml(comparison, [])).text;
  for (const text of ['history by self', 'reply by dataset']) expect(page).toContain(text);
  const differences = renderComparisonMarkdown(comparison).split('## Differences')[1]?.split('\n\n')[1] ?? '';
  const names = differences.split('\n').map((line) => line.split(' | ')[0]);
  expect(new Set(names).size).toBe(names.length);
  expect(differences).toContain('history by self, reply by dataset');
});

test('names the items that changed most however many comparisons there are, and as many as are asked for', async () => {
  const comparison = await comparing(store, ['bold', 'shy'], { items: 20 });
  expect(comparison.rows.length).toBeGreaterThan(5);
  const changing = comparison.rows.filter(({ changed }) => changed.length > 0).length;
  const itemsIn = (lines: readonly string[]): number => lines.filter((line) => /^ +talk-\d+ /.test(line)).length;
  const short = part(table(comparison), 'Items that changed most');
  expect(itemsIn(short)).toBe(changing);
  expect(short.join(' ')).toMatch(/only\s+the first is shown; --items N shows N/);
  const asked = part(table(comparison, 20), 'Items that changed most');
  expect(itemsIn(asked)).toBe(comparison.rows.reduce((sum, { changed }) => sum + changed.length, 0));
  expect(part(table(comparison, 0), 'Items that changed most')).toEqual([]);
});

test('has each difference of refusals once, without the methods that share it, its p adjusted with the others', async () => {
  const comparison = await comparing(store, ['bold', 'shy']);
  const distinct = new Map(
    comparison.rows.flatMap(({ refusals }) => refusals.map((one) => [`${one.conditionA} ${one.conditionB}`, one])),
  );
  expect(distinct.size).toBeLessThan(comparison.rows.length);
  const lines = part(table(comparison), 'Refusals').filter((line) => /[+−]\d+\.\d/.test(line));
  expect(lines).toHaveLength(distinct.size);
  expect(lines.join('\n')).not.toMatch(/bail-(string|prompt)/);
  const ps = [...distinct.values()].map(({ p }) => p ?? 1);
  const least = [...distinct.values()].find(({ p }) => p === Math.min(...ps));
  expect(least?.pAdjusted).toBeCloseTo(Math.min(1, distinct.size * (least?.p ?? 1)), 12);
});

test('tells refusals apart by whose reply is asked about, which is not how the exit is offered', async () => {
  const sides = ['history-author:self', 'history-author:dataset'];
  const found = await comparing(store, sides, { only: { models: ['bold'], methods: ['bail-prompt'] } });
  const [refusal] = found.rows.flatMap(({ refusals }) => refusals);
  if (refusal === undefined) throw new Error('no refusals were compared');
  // As where the replies of the dataset were scored too.
  const rows = found.rows.map((row) => ({ ...row, refusals: [{ ...refusal, conditionA: `of ${row.a.replyAuthor}` }] }));
  const lines = part(table({ ...found, rows }), 'Refusals').filter((line) => /\d+\/\d+$/.test(line));
  expect(lines.map((line) => /^ +(reply by \w+) /.exec(line)?.[1])).toEqual(['reply by self', 'reply by dataset']);
});

test('says which columns a narrow terminal has no room for', async () => {
  const comparison = await comparing(store, ['bold', 'shy'], { only: { methods: ['bail-string'] } });
  const narrow = table(comparison, undefined, 60).replace(/\n +/g, ' ');
  expect(narrow).toMatch(/Not shown, for want of width: .*“A>B : B>A”/);
  expect(narrow).not.toContain('A>B : B>A: clusters that bail more');
  const wide = table(comparison, undefined, 120);
  expect(wide).not.toContain('for want of width');
  expect(wide).toContain('A>B : B>A: clusters that bail more in A, and in B.');
});
