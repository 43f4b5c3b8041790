import { readFileSync } from 'node:fs';

import { beforeAll, describe, expect, it } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { openStore } from '../../src/store/store.ts';
import { runCli, type CliEnd } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const storeFile = folder.file('journals.sqlite');

const journals = (...words: readonly string[]): Promise<CliEnd> =>
  runCli(['export', 'journals', '--store', storeFile, ...words], { cwd: folder.path });

beforeAll(async () => {
  // It writes beside every answer it is invited to, and leaves half the time.
  folder.write('writer.json', JSON.stringify({ name: 'writer', bail: 0.5, journal: 1 }));
  await using store = openStore(storeFile);
  await runWith(
    store,
    {
      name: 'journals',
      models: ['sim:writer.json'],
      datasets: [{ name: 'neutral', take: 12 }],
      methods: ['bail-tool', 'bail-string', { method: 'bail-prompt', orders: ['bail-first'] }],
      wordings: ['default', 'journal=invited'],
    },
    folder.path,
  );
  return () => folder[Symbol.dispose]();
});

describe('journals', () => {
  it('are counted beside each answer where the question invites them, and nowhere else', async () => {
    await using store = openStore(storeFile, 'read');
    const { journals: found, conditions } = await analyze(store);
    expect(found).toHaveLength(1);
    const [one] = found;
    expect(one).toMatchObject({ method: 'bail-prompt', wording: 'journal=invited' });
    const { outcomes } = conditions.find(({ id }) => id === one?.condition) ?? {};
    expect(one?.bails).toMatchObject({ answers: outcomes?.bail, journals: outcomes?.bail });
    expect(one?.stays).toMatchObject({ answers: outcomes?.continue, journals: outcomes?.continue });
    expect(one?.bails.words?.p50).toBeGreaterThan(4);
  });

  it('are exported with where they are from, those beside an exit told apart', async () => {
    const { stdout, stderr, code } = await journals('--format', 'jsonl');
    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; method: string; outcome: string; text: string });
    expect(code).toBe(0);
    expect(stderr).toContain(`${records.length} journals`);
    expect(records.filter(({ kind }) => kind === 'invited')).toHaveLength(12);
    const beside = records.filter(({ kind }) => kind === 'beside-exit');
    expect(new Set(beside.map(({ method, outcome }) => `${method} ${outcome}`))).toEqual(new Set(['bail-string bail']));
    for (const { text } of beside) expect(text).not.toContain('ENDCHAT');
  });

  it('are searched by a regular expression in any case, and by answer', async () => {
    const all = await journals('--format', 'csv', '--method', 'bail-prompt');
    const some = await journals('--format', 'csv', '--method', 'bail-prompt', '--search', 'RATHER|worn|turned');
    const bails = await journals('--format', 'csv', '--method', 'bail-prompt', '--outcome', 'bail');
    expect(some.stdout).toBe(bails.stdout);
    expect(all.stdout.length).toBeGreaterThan(some.stdout.length);
    const none = await journals('--search', 'no such words');
    expect(none.stdout).toBe('');
    expect(none.stderr).toContain('0 journals in which no such words is found');
  });

  it('go to a file, and a bad search is told in one line', async () => {
    await journals('--format', 'csv', '--out', folder.file('out.csv'));
    expect(readFileSync(folder.file('out.csv'), 'utf8')).toMatch(/^trial,condition,study,model/);
    const bad = await journals('--search', '(');
    expect(bad.code).toBe(1);
    expect(bad.stderr).toMatch(/--search is no regular expression/);
  });
});
