/**
 * One contender of the harness benchmark, in a process of its own: started by `bench/harness.ts`, which gives it a
 * task and gets a result back.
 */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

import { Pool } from 'undici';

import { checkStudy, closeModels, openModels, openStore, prepareStudy, runStudy } from '../../src/index.ts';
import { itemText, writeItems } from '../support/items.ts';
import { peakRssBytes, usageFromHere, type Usage } from '../support/usage.ts';

export interface RoundTask {
  readonly contender: 'exitpoll' | 'pool' | 'minimum';
  readonly method: 'bail-tool' | 'bail-prompt';
  readonly trials: number;
  readonly concurrency: number;
  readonly origin: string;
  /** An empty folder. */
  readonly dir: string;
}

export interface RoundResult extends Usage {
  readonly peakRssBytes: number;
  /** Part of `cpuMs`: reading the dataset and storing the plan; 0 for those who do not plan. */
  readonly planCpuMs: number;
}

const instructions =
  'You may end this chat at any time, for any reason. To end this chat, call the tool end_chat. '.repeat(2);

const task = JSON.parse(process.argv[2] ?? '') as RoundTask;
const used = task.contender === 'exitpoll' ? await runExitpoll() : { ...(await runBare()), planCpuMs: 0 };
process.send?.({ ...used, peakRssBytes: peakRssBytes() } satisfies RoundResult);

/** Plans, asks, scores and stores every trial, through the library; the dataset's file is written before. */
async function runExitpoll(): Promise<Usage & { readonly planCpuMs: number }> {
  const { method, trials, concurrency, origin, dir } = task;
  const path = join(dir, 'items.jsonl');
  await writeItems(path, trials);
  const loaded = checkStudy(
    {
      name: 'bench',
      models: [{ baseUrl: `${origin}/v1`, model: 'instant' }],
      datasets: [{ name: 'jsonl', path }],
      methods: [method === 'bail-tool' ? method : { method, orders: ['bail-first'] }],
    },
    dir,
  );
  const since = usageFromHere();
  await using store = openStore(join(dir, 'store.sqlite'));
  const models = await openModels(loaded);
  const prepared = await prepareStudy(store, loaded, models);
  const { cpuMs: planCpuMs } = since();
  const result = await runStudy(store, prepared, models, { concurrency });
  const all = since();
  await closeModels(models);
  if (result.ending !== 'done' || result.tallies.done !== trials) throw new Error(JSON.stringify(result));
  return { ...all, planCpuMs };
}

/** The same number of requests of the same size and nothing else; `minimum` adds one stored row for each. */
async function runBare(): Promise<Usage> {
  const { contender, method, trials, concurrency, origin, dir } = task;
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 });
  const rows = contender === 'minimum' ? groupedRows(join(dir, 'rows.sqlite')) : null;
  const since = usageFromHere();
  let next = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < trials) {
        const index = next;
        next += 1;
        const reply = await ask(pool, bodyOf(index, null));
        await rows?.add(reply);
        if (method === 'bail-tool') continue;
        await rows?.add(await ask(pool, bodyOf(index, reply)));
      }
    }),
  );
  const all = since();
  rows?.close();
  await pool.destroy();
  return all;
}

function bodyOf(index: number, reply: string | null): string {
  const turns = [{ role: 'user', content: itemText(index) }];
  if (reply === null) turns.unshift({ role: 'system', content: instructions });
  else turns.push({ role: 'assistant', content: reply }, { role: 'user', content: instructions });
  return JSON.stringify({
    model: 'instant',
    messages: turns,
    temperature: 1,
    max_tokens: 256,
    stream: false,
    seed: index,
  });
}

async function ask(pool: Pool, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ path: '/v1/chat/completions', method: 'POST', headers, body });
  const { choices } = (await answer.body.json()) as { choices: { message: { content: string } }[] };
  return choices[0]?.message.content ?? '';
}

/** Rows of a reply each, durable in groups of 64 or of 10 ms: the least any harness that keeps every reply must do. */
function groupedRows(file: string): { add: (reply: string) => Promise<void>; close: () => void } {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec('CREATE TABLE reply (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO reply (bytes) VALUES (?)');
  let waiting: { bytes: Buffer; resolve: () => void }[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batch = waiting;
    waiting = [];
    database.exec('BEGIN');
    for (const { bytes } of batch) insert.run(bytes);
    database.exec('COMMIT');
    for (const { resolve } of batch) resolve();
  };
  const groupSize = Math.min(64, task.concurrency);
  return {
    add: (reply) =>
      new Promise((resolve) => {
        waiting.push({ bytes: Buffer.from(JSON.stringify({ text: reply })), resolve });
        if (waiting.length >= groupSize) flush();
        else timer ??= setTimeout(flush, 10);
      }),
    close: () => database.close(),
  };
}
