import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Results, TrialRecord } from '../../src/analysis/results.ts';
import { lexicon } from '../../src/refusal/lexicon/lexicon.ts';
import { scoreStoredPurely, scoringOf } from '../../src/refusal/stored/score-pure.ts';
import { percent } from '../../src/report/format.ts';
import { renderHtml, renderTable } from '../../src/report/index.ts';
import { collectCorners } from '../../src/cli/corners/collect.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith, told } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
const file = folder.file('store.sqlite');
let results: Results;
let trials: readonly TrialRecord[];

beforeAll(async () => {
  const turns = Array.from({ length: 30 }, (_, n) => {
    const messages = [
      { role: 'user', content: `hello number ${n}` },
      { role: 'assistant', content: `hi ${n}` },
      { role: 'user', content: `please do thing ${n}` },
      { role: 'assistant', content: n % 3 === 0 ? "I'm sorry, but I can't help with that." : `thing ${n} is done` },
    ];
    return JSON.stringify({ id: `c${n}`, category: `category-${n % 5}`, messages });
  });
  folder.write('conv.jsonl', turns.join('\n'));
  folder.write('mixed.yaml', 'bail: 0.35\nrefusal: 0.4\nspread: {cluster: 0.3}\n');
  await using store = openStore(file);
  await runWith(
    store,
    {
      name: 'authors',
      models: ['sim:./mixed.yaml'],
      datasets: [{ name: 'jsonl', path: 'conv.jsonl' }],
      methods: ['baseline', 'bail-tool', 'bail-prompt'],
      historyAuthor: ['dataset', 'self'],
      replyAuthor: ['self', 'dataset'],
      epochs: 3,
    },
    folder.path,
    { scoreReply: scoringOf(store, [lexicon]) },
  );
  // No run asks for the dataset's replies, so none scores them on the way.
  scoreStoredPurely(store, lexicon);
  ({ results, trials } = await told(store));
}, 120_000);

/** The history a condition's id stands for. */
const authorsOf = (id: string): { readonly history: string; readonly reply: string } | undefined => {
  const found = results.conditions.find((one) => one.id === id);
  return found && { history: found.historyAuthor, reply: found.replyAuthor };
};

test('refusals are read in replies after the same earlier turns, by whoever wrote the reply that is asked about', () => {
  const { together, bailMinusRefusal, categoryCorrelations } = results.refusals;
  for (const one of [...together, ...bailMinusRefusal, ...categoryCorrelations]) {
    expect(authorsOf(one.refusalsOf)).toEqual({ history: one.historyAuthor, reply: one.replyAuthor });
  }
  // Two histories, each: the tool; both orders of the prompt, about its own reply and about the dataset's.
  expect(categoryCorrelations).toHaveLength(2 * (1 + 2 * 2));
  expect(new Set(categoryCorrelations.map(({ condition }) => condition)).size).toBe(10);
});

test('a replies’ refusal rate is told once for each author: the baseline’s own, and the dataset’s replies that are asked about', () => {
  expect(
    results.refusals.rates.map((one) => `${one.method} ${one.historyAuthor} ${one.replyAuthor}`).toSorted(),
  ).toEqual([
    'bail-prompt dataset dataset',
    'bail-prompt self dataset',
    'bail-tool dataset self',
    'bail-tool self self',
    'baseline dataset self',
    'baseline self self',
  ]);
  const written = results.refusals.rates.find((one) => one.replyAuthor === 'dataset');
  expect(written?.rate).toBeCloseTo(1 / 3, 9);
});

test('by category, each block has the bails of its own history beside its own refusals', async () => {
  const table = renderTable(results, { color: false, width: 200, categories: true });
  const section = table.slice(table.indexOf('Refusal and bail by category'), table.indexOf('By category: is more'));
  const blocks = section.split(/\n(?= {2}\S)/).slice(1);
  expect(blocks.map((block) => block.split('\n')[0]?.replace(/^.*· conv/, 'conv'))).toEqual([
    'conv',
    'conv · history by self',
    'conv · reply by dataset',
    'conv · history by self, reply by dataset',
  ]);
  const authors = [
    ['dataset', 'self'],
    ['self', 'self'],
    ['dataset', 'dataset'],
    ['self', 'dataset'],
  ] as const;
  for (const [index, [history, reply]] of authors.entries()) {
    const prompt = results.conditions.find(
      (one) => one.order === 'bail-first' && one.historyAuthor === history && one.replyAuthor === reply,
    );
    for (const { category, rate } of prompt?.categories ?? []) {
      const row = blocks[index]?.split('\n').find((line) => line.trim().startsWith(`${category} `));
      expect(row).toContain(` ${percent(rate)} [`);
    }
  }
  // No two rows of a part are called the same: headings tell them apart, in the page too.
  for (const text of [table, await renderHtml(results, [])])
    expect(text).toContain('history by self, reply by dataset');
});

test('side effects and corners hold a reply against the baseline’s after the same earlier turns', async () => {
  for (const one of results.sideEffects) expect(authorsOf(one.baseline)?.history).toBe(one.historyAuthor);
  await using store = openStore(file, 'read');
  const found = await collectCorners(store, {
    study: undefined,
    only: { methods: ['bail-tool'] },
    scorer: undefined,
    kept: [],
  });
  expect(found).toHaveLength(2);
  for (const { record, counts } of found) {
    const own = trials.filter((trial) => trial.condition === record.condition && trial.outcome === 'bail');
    const refused = new Set(
      trials
        .filter((trial) => trial.method === 'baseline' && trial.historyAuthor === record.historyAuthor)
        .filter((trial) => trial.refusals[0]?.label === 'refusal' || trial.refusals[0]?.label === 'partial')
        .map(({ item, epoch }) => `${item} ${epoch}`),
    );
    expect(counts['refusal-bail']).toBe(own.filter(({ item, epoch }) => refused.has(`${item} ${epoch}`)).length);
  }
});
