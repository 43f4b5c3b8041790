// How fast the viewer answers on a store of a million trials whose replies are all different, and the memory of its
// server: first start, columns, index of texts, pages of trials, counts, searches, one trial; beside it what the database
// takes for the same without columns and index.
//
//   node bench/viewer.ts [--trials N] [--quick] [--keep DIR] [--store FILE]
//
// --keep has the store made in a folder that stays, --store takes one that was made so.
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { TrialPage } from '../src/server/wire/trial-page.ts';
import { measureInChild } from './support/children.ts';
import { printFigures, type Figure } from './support/figures.ts';
import { scratchFolder } from './support/scratch.ts';
import { timeSql } from './viewer/by-sql.ts';
import { makeStore } from './viewer/make-store.ts';
import { replyTexts } from './viewer/reply-texts.ts';
import { startServer, type Answers, type StartedServer } from './viewer/started-server.ts';

if (process.send === undefined) await main();
else {
  const { dir, trials } = JSON.parse(process.argv[2] ?? '') as { dir: string; trials: number };
  process.send((await makeStore(dir, trials, replyTexts())).file);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      trials: { type: 'string', default: '1000000' },
      quick: { type: 'boolean', default: false },
      store: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const trials = values.quick ? 50_000 : Number(values.trials);
  await using scratch = await scratchFolder();
  const dir = values.keep ?? scratch.dir;
  await mkdir(dir, { recursive: true });
  const store = values.store ?? (await measureInChild<string>(new URL(import.meta.url), { dir, trials }));
  const cache = scratch.path('cache');
  await using server = await startServer(store, cache);
  printFigures(await figuresOf(server, store, cache));
}

async function figuresOf(server: StartedServer, store: string, cache: string): Promise<readonly Figure[]> {
  // The results are worked out beside everything else, and would disturb.
  await server.get('/results/head');
  const start: Figure = { what: 'start, until it listens', measured: ms(server.startMs), beside: '', aim: '' };
  const columns = await server.measure(['/trials']);
  const { of } = await server.get<TrialPage>('/trials');
  const indexed = await indexing(server);
  const bytes = await sizeOf(join(cache, 'texts'));
  const sql = await timeSql(store);
  const places = Array.from({ length: 9 }, (_, index) => Math.floor((index * of) / 9));
  const page = await server.measure(places.map((offset) => `/trials?offset=${offset}`));
  const filtered = await server.measure(
    places.map((offset, index) => `/trials?outcome=bail&epoch=${index + 1}&offset=${Math.floor(offset / 100)}`),
  );
  const sorted = await server.measure(places.map((offset) => `/trials?sort=newest&offset=${offset}`));
  const facets = await server.measure(['bail', 'continue', 'unparsed'].map((one) => `/trials/facets?outcome=${one}`));
  const common = await server.measure(searches(['harbour', 'leave', 'silence', 'window', 'stay', 'ticket', 'budget']));
  const rare = await server.measure(searches(['kamirenvel', '离开', 'สนทนา', '"rain harbour bridge"', 'zorban*']));
  const several = await server.measure(searches(['leave harbour', '"to be honest" rain', 'fever moon chess']));
  const rows = (await server.get<TrialPage>('/trials?outcome=bail&limit=9')).rows;
  const detail = await server.measure(rows.map(({ condition, trial }) => `/trial/${condition}/${trial}`));
  const floor = await server.measure(Array.from({ length: 9 }, () => '/store'));
  const { rssBytes, peakRssBytes } = await server.usage();
  const figure = (what: string, answers: Answers, beside: string, aim: string): Figure => ({
    what,
    measured: `${ms(answers.medianMs)}, slowest ${ms(answers.slowestMs)}, CPU ${ms(answers.cpuMs)}`,
    beside,
    aim,
  });
  return [
    start,
    figure(`columns of ${of.toLocaleString('en')} trials, and the first page`, columns, '', '2 s'),
    {
      what: 'index of texts',
      measured: `${(indexed / 1000).toFixed(0)} s, ${mb(bytes)}`,
      beside: `the store: ${mb((await stat(store)).size)}`,
      aim: '',
    },
    figure('the least answer', floor, '', ''),
    figure('a page, anywhere', page, '', '200 ms'),
    figure('a page of a filter', filtered, `SQL: ${ms(sql.page)}`, '200 ms'),
    figure('a page, newest first', sorted, '', '200 ms'),
    figure('counts of all values', facets, `SQL, one field: ${ms(sql.counts)}`, '300 ms'),
    figure('search, a word of most trials', common, `SQL: ${ms(sql.search)}`, '300 ms'),
    figure('search, a rare word or phrase', rare, `SQL: ${ms(sql.search)}`, '300 ms'),
    figure('search, several words', several, '', '300 ms'),
    figure('one trial', detail, '', '200 ms'),
    { what: 'memory of the server', measured: mb(rssBytes), beside: `at most ${mb(peakRssBytes)}`, aim: '400 MB' },
  ];
}

/** Waits until all texts are in the index. @returns how long that took, in milliseconds. */
async function indexing(server: StartedServer): Promise<number> {
  const begun = performance.now();
  while ((await server.get<TrialPage>('/trials?limit=1')).indexing !== null) await setTimeout(500);
  return performance.now() - begun;
}

function searches(words: readonly string[]): readonly string[] {
  return words.map((text) => `/trials?${new URLSearchParams({ text }).toString()}`);
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(0)} s` : `${value.toFixed(0)} ms`;
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
