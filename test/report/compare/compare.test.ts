import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { changedTranscripts } from '../../../src/analysis/compare/changed-transcripts.ts';
import { compare } from '../../../src/analysis/compare/compare.ts';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { displayWidth } from '../../../src/base/text-table.ts';
import { lexicon } from '../../../src/refusal/lexicon/lexicon.ts';
import { scoringOf } from '../../../src/refusal/stored/score-pure.ts';
import { percent, points } from '../../../src/report/format.ts';
import {
  renderComparisonHtml,
  renderComparisonJson,
  renderComparisonMarkdown,
  renderComparisonTable,
} from '../../../src/report/compare/index.ts';
import { comparisonJsonSchema } from '../../../src/report/compare/schema.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { runWith } from '../../support/library-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { readHtml, type ReadHtml } from '../html/read-html.ts';
import { hostile } from '../sample.ts';

const folder = tempFolder();
const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/u;
let store: Store;
let comparison: Comparison;
let page = '';
let read: ReadHtml;

beforeAll(async () => {
  folder.write('shy.json', JSON.stringify({ name: 'shy', bail: 0.1, refusal: 0.5 }));
  const lines = Array.from({ length: 30 }, (_, index) =>
    JSON.stringify({
      id: `${hostile.reply} ${index}`,
      cluster: `c${index}`,
      category: index % 2 === 0 ? hostile.category : 'plain',
      messages: [{ role: 'user', content: `${hostile.reply} ${index}` }],
    }),
  );
  folder.write('items.jsonl', lines.join('\n'));
  store = openStore(folder.file('store.sqlite'));
  const study = {
    name: 'hostile',
    models: [
      { use: 'sim:always', name: hostile.model },
      { use: 'sim:shy.json', name: 'shy' },
    ],
    datasets: [{ name: 'jsonl' as const, path: 'items.jsonl', as: hostile.dataset }],
    methods: ['baseline' as const, 'bail-tool' as const, 'bail-string' as const],
  };
  const scorer = { ...lexicon, name: `lexicon ${hostile.model}` };
  await runWith(store, study, folder.path, { scoreReply: scoringOf(store, [scorer]) });
  const sides = [`model:${hostile.model}`, 'model:shy'].map((text) => ({ text, store: 0 }));
  const stores = [{ store, name: null }];
  comparison = await compare(stores, { selectors: sides, categories: true });
  page = await renderComparisonHtml(comparison, await changedTranscripts(stores, comparison));
  read = readHtml(page);
}, 60_000);
afterAll(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

describe('a comparison', () => {
  test.each([80, 60, 120])('keeps to %i columns of a terminal, and acts on none', (width) => {
    const table = renderComparisonTable(comparison, { color: false, width });
    const tooWide = table.split('\n').filter((line) => displayWidth(line) > width);
    expect(tooWide).toEqual([]);
    expect(table).not.toMatch(hidden);
    expect(table).toMatch(/bail-tool .*\+\d+\.\d to \+\d+\.\d/);
    expect(table).toContain('Items that changed most');
  });

  test('has a JSON of its documented form', () => {
    const json = renderComparisonJson(comparison);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(comparison)));
    expect(json).not.toMatch(hidden);
    const schemaFile = readFileSync(new URL('../../../docs/comparison.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(schemaFile)).toEqual(JSON.parse(comparisonJsonSchema()));
  });

  test('has the refusals of both sides in every form, once where the methods share the baseline', () => {
    const [row] = comparison.rows;
    const [refusal] = row?.refusals ?? [];
    expect(comparison.rows.map(({ refusals }) => refusals.length)).toEqual([1, 1]);
    const table = renderComparisonTable(comparison, { color: false, width: 120 });
    const numbers = [percent(refusal?.rateB ?? null), points(refusal?.difference ?? null)];
    const lines = /^Refusals, .*\n.*\n([^]*?)\nRefused in full/m.exec(table)?.[1]?.split('\n') ?? [];
    expect(lines).toHaveLength(1);
    for (const text of numbers) expect(lines[0]).toContain(text);
    const markdown = renderComparisonMarkdown(comparison);
    for (const text of ['## Refusals', ...numbers]) expect(markdown).toContain(text);
    for (const text of ['Refusals', ...numbers]) expect(read.text).toContain(text);
  });

  test('has the refusals by category in every form, beside bails by category', () => {
    const [refusal] = comparison.rows[0]?.refusals ?? [];
    expect(refusal?.categories).toHaveLength(2);
    const forms = [
      renderComparisonTable(comparison, { color: false, width: 120 }),
      renderComparisonMarkdown(comparison),
      read.text,
    ];
    for (const form of forms) {
      expect(form).toContain('Refusals by category');
      for (const { difference } of refusal?.categories ?? []) expect(form).toContain(points(difference));
    }
  });

  test('has a page in which names and replies are text, and which asks for nothing', () => {
    expect(read.text).toContain(hostile.model);
    expect(read.text).toContain('Hi <script>alert(2)</script>');
    expect(read.tags).not.toContain('script');
    expect(read.tags).not.toContain('img');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toMatch(hidden);
  });

  test('leads in the page from a difference to what changed, and from that to transcripts of both sides', () => {
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect(anchors.filter((anchor) => !ids.has(anchor))).toEqual([]);
    expect(anchors).toEqual(expect.arrayContaining(['changed-1', 'item-1-1']));
    const { changed } = comparison.rows[0] ?? { changed: [] };
    expect(read.text).toContain(`A, trial ${changed[0]?.trialsA[0]}`);
    expect(read.text).toContain(`B, trial ${changed[0]?.trialsB[0]}`);
  });

  test('has the same numbers in Markdown, where names are no markup', () => {
    const markdown = renderComparisonMarkdown(comparison);
    expect(markdown).toContain(`\`${hostile.model}\``);
    expect(markdown).not.toMatch(hidden);
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    const columns = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    expect(rows.length).toBeGreaterThan(2 + comparison.rows.length);
    for (const line of rows.slice(0, 4)) expect(columns(line)).toBe(columns(rows[0] ?? ''));
  });
});
