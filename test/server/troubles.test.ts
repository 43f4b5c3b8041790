import { truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, test } from 'vitest';

import type { Problem } from '../../src/server/wire/problem.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, listenTo, serveSmall, smallStore } from '../support/viewer.ts';

const pages = [
  'store',
  'conditions',
  'study',
  'runs',
  'progress',
  'results/head',
  'grid',
  'trials',
  'trial/1-1/1',
  'audit',
];
const addresses = pages.map((page) => `/api/${page}`);

test('a store that another program has locked is said to be, again and again, until it is not', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  using other = new DatabaseSync(file);
  // With a log beside it, readers are never locked out.
  other.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
  await using serving = await serveSmall(file);
  await using page = await listenTo(serving.url);
  await page.until(({ problem }) => problem === null);
  other.exec('BEGIN EXCLUSIVE');
  for (const address of addresses) {
    const answer = await ask(serving.url, address);
    expect(answer.status, address).toBe(400);
    expect(jsonOf<Problem>(answer).problem, address).toMatchObject({
      message: expect.stringMatching(/: the store is locked by another program$/) as string,
      hint: expect.stringContaining('Close whatever holds it') as string,
    });
  }
  expect((await ask(serving.url, '/')).status).toBe(200);
  expect((await page.until(({ problem }) => problem !== null)).hint).toContain('Close whatever holds it');
  other.exec('ROLLBACK');
  for (const address of addresses) expect((await ask(serving.url, address)).status, address).toBe(200);
});

test('a store that is cut short while it is shown is told as damaged', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  using other = new DatabaseSync(file);
  other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  await using serving = await serveSmall(file);
  expect((await ask(serving.url, '/api/store')).status).toBe(200);
  for (const bytes of [3 * 16_384, 0]) {
    truncateSync(file, bytes);
    for (const address of addresses) {
      const answer = await ask(serving.url, address);
      expect(answer.status, address).toBe(400);
      expect(jsonOf<Problem>(answer).problem.message, address).toContain('the store is damaged');
    }
  }
});

test('without a cache folder every page is shown, and a search says why it cannot be', async () => {
  using folder = tempFolder();
  const file = await smallStore(folder);
  const cacheDir = folder.file('a-file');
  writeFileSync(cacheDir, 'in place of a folder');
  await using serving = await serveSmall(file, { cacheDir });
  for (const address of addresses) expect((await ask(serving.url, address)).status, address).toBe(200);
  for (const address of ['/api/trials?text=prompt', '/api/trials/facets?text=prompt']) {
    const answer = await ask(serving.url, address);
    expect(answer.status, address).toBe(400);
    expect(jsonOf<Problem>(answer).problem, address).toMatchObject({
      message: expect.stringMatching(/^texts cannot be searched: ENOTDIR/) as string,
      hint: expect.stringContaining('EXITPOLL_CACHE') as string,
    });
  }
});

describe('addresses that no page asks for', () => {
  const odd = [
    '',
    '%00',
    '-1',
    '1e9',
    '1.5',
    '0x10',
    'NaN',
    'null',
    '999999999999999',
    '9'.repeat(400),
    '%F0%9F%94%84',
    '%ED%A0%80',
    '__proto__',
    'constructor',
    "'%22;--",
    'a'.repeat(3_000),
    '%5B%5D',
  ];
  const routes: readonly ((part: string) => string)[] = [
    ...[
      'store',
      'conditions',
      'study',
      'runs',
      'progress',
      'results/head',
      'report',
      'grid',
      'trials',
      'audit',
      'published',
    ].map((page) => (part: string) => `${page}?study=${part}`),
    (part) => part,
    (part) => `results/${part}`,
    (part) => `grid/prompts?dataset=csv&block=${part}`,
    (part) => `grid/prompts?block=0&dataset=${part}`,
    ...['offset', 'limit', 'sort', 'place', 'text', 'epoch', 'outcome', 'flag'].map(
      (name) => (part: string) => `trials?text=a&${name}=${part}&${name}=${part}`,
    ),
    (part) => `trials/facets?text=${part}&place=${part}&epoch=${part}`,
    (part) => `trial/${part}/1`,
    (part) => `trial/1-1/${part}`,
    (part) => `trial/1-1/1/text/${part}`,
    (part) => `trial/1-1/1/text/0?from=${part}`,
    (part) => `compare?a=1-1&b=${part}`,
    (part) => `conversations?dataset=${part}`,
    (part) => `conversations/${part}?condition=${part}`,
    (part) => `audit/session?unit=${part}&rater=${part}`,
    (part) => `audit/units/${part}?unit=${part}&detectors=yes`,
  ];

  test('are answered with what is wrong, never by a failure', { timeout: 60_000 }, async () => {
    using folder = tempFolder();
    const failures: string[] = [];
    await using serving = await serveSmall(await smallStore(folder), { onProblem: (line) => failures.push(line) });
    for (const route of routes) {
      for (const part of odd) {
        const address = `/api/${route(part)}`;
        const { status, body } = await ask(serving.url, address);
        expect([200, 400, 404], address).toContain(status);
        expect(body.toString(), address).not.toMatch(/\bat .*[/\\].*:\d+:\d+|SQLITE/);
      }
    }
    expect(failures).toEqual([]);
  });

  test.each([
    [
      'thirty-six beginnings of one letter',
      Array.from('abcdefghijklmnopqrstuvwxyz0123456789', (one) => `${one}*`).join(' '),
    ],
    ['ten thousand quotes', '"'.repeat(3_900)],
    ['one word of ten thousand letters', `${'x'.repeat(10_000)}*`],
    ['a thousand Chinese signs', '的'.repeat(1_000)],
    ['emoji', '🔄'.repeat(900)],
    ['a NUL and half a character', 'a\0b \ufffd'],
    ['what is syntax elsewhere', '( NOT NEAR( {reply} : ^ * -- ; \\ %'],
  ])('a search of %s is answered', async (_what, text) => {
    using folder = tempFolder();
    await using serving = await serveSmall(await smallStore(folder));
    expect((await ask(serving.url, `/api/trials?text=${encodeURIComponent(text)}`)).status).toBe(200);
  });
});
