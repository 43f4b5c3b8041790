// How soon each page of the viewer is there, in Chromium, on a store of any size: of a server just started (its answers not
// made yet, but for what the cache folder keeps), and of one that has answered before; how soon a filter and a search show
// their rows; what the browser loads; the memory of the server and its children.
//
//   node bench/viewer-pages.ts --store FILE --cache DIR
//
// A store of a million trials is made by `node bench/viewer.ts --keep DIR`. Run it twice: the second finds results and the
// index of texts in the cache folder, as whoever opens the viewer again does. Wall times depend on what else the machine
// does: the load stands below, and beside each wall time the CPU time of the server for it.
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { TrialPage } from '../src/server/wire/trial-page.ts';
import { textTable } from '../src/base/text-table.ts';
import { openBrowser, type OpenedPage } from './viewer/open-page.ts';
import { startServer, type StartedServer } from './viewer/started-server.ts';
import { watchMemory } from './viewer/tree-memory.ts';

const { values } = parseArgs({ options: { store: { type: 'string' }, cache: { type: 'string' } } });
const { store = '', cache = '' } = values;
if (store === '' || cache === '') {
  console.error('viewer-pages: --store and --cache are needed');
  process.exitCode = 2;
} else await main();

interface Measured extends OpenedPage {
  readonly page: string;
  /** Of the server, for it. */
  readonly cpuMs: number;
}

async function main(): Promise<void> {
  const addresses = await pageAddresses();
  await using browser = await openBrowser();
  const open = async (server: StartedServer, page: string, address: string): Promise<Measured> => {
    const before = await server.usage();
    const opened = await browser.open(server.url + address);
    return { ...opened, page, cpuMs: (await server.usage()).cpuMs - before.cpuMs };
  };
  const started: Measured[] = [];
  for (const [page, address] of addresses) {
    await using server = await startServer(store, cache);
    started.push(await open(server, page, address));
  }
  print('just started', started);
  await using server = await startServer(store, cache);
  using memory = watchMemory(server.pid);
  for (const [, address] of addresses) await open(server, '', address);
  while ((await server.get<TrialPage>('/trials?limit=1')).indexing !== null) await setTimeout(500);
  const warm: Measured[] = [];
  for (const [page, address] of addresses) warm.push(await open(server, page, address));
  print('answered before', warm);
  const changes: [string, string][] = [
    ['filter', 'outcome=bail'],
    ['another filter', 'outcome=continue&epoch=2'],
    ['search, a word of most trials', 'text=harbour'],
    ['search, several words', 'text=leave+harbour'],
    ['search and filter', 'outcome=bail&text=window'],
  ];
  const rows: string[][] = [];
  const list = await browser.list(`${server.url}#/trials`);
  for (const [what, query] of changes) {
    const before = await server.usage();
    const ms = await list.change(`#/trials?${query}`);
    rows.push([what, whole(ms), whole((await server.usage()).cpuMs - before.cpuMs)]);
  }
  console.log(table(['in the list', 'until shown, ms', 'server CPU, ms'], rows));
  const { rssBytes } = await server.usage();
  const mb = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
  console.log(
    `server and children at most ${mb(memory.peak())}, now ${mb(rssBytes)}; load ${loadavg()[0]?.toFixed(0)}`,
  );
}

async function pageAddresses(): Promise<readonly (readonly [string, string])[]> {
  await using server = await startServer(store, cache);
  const [row] = (await server.get<TrialPage>('/trials?outcome=bail&limit=1')).rows;
  const { conditions } = await server.get<{ conditions: readonly { id: string; unsupported: string | null }[] }>(
    '/conditions',
  );
  const [a, b] = conditions.filter(({ unsupported }) => unsupported === null).map(({ id }) => id);
  const names = ['overview', 'rates', 'grid', 'trials', 'trial', 'compare', 'conversations', 'audit', 'study'];
  const rests: Readonly<Record<string, string>> = {
    trial: `/${row?.condition}/${row?.trial}`,
    compare: `?a=${a}&b=${b}`,
  };
  return names.map((name) => [name, `#/${name}${rests[name] ?? ''}`]);
}

function print(when: string, measured: readonly Measured[]): void {
  const head = [when, 'paint, ms', 'content, ms', 'server CPU, ms', 'page CPU, ms', 'longest task, ms'];
  const rows = measured.map(
    ({ page, paintMs, contentMs, cpuMs, pageCpuMs, longestMs, scriptBytes, bytes, requests }) => [
      page,
      ...[paintMs, contentMs, cpuMs, pageCpuMs, longestMs, scriptBytes / 1000, bytes / 1000, requests].map(whole),
    ],
  );
  console.log(table([...head, 'scripts, kB', 'all, kB', 'requests'], rows));
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${textTable(
    heads.map((title, index) => ({ title, align: index === 0 ? ('left' as const) : ('right' as const) })),
    rows,
  )}\n`;
}

function whole(value: number): string {
  return value.toFixed(0);
}
