import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { entries } from '../../src/cli/commands/index.ts';
import { commandHelp, groupHelp, rootHelp } from '../../src/cli/help.ts';
import { parseCommandArgs } from '../../src/cli/parse.ts';
import { completion } from '../support/chat-server.ts';
import { runCli } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

const commands = entries.flatMap((entry) =>
  entry.kind === 'command'
    ? [{ path: entry.name, entry }]
    : entry.commands.map((one) => ({ path: `${entry.name} ${one.name}`, entry: one })),
);

describe('help', () => {
  test.each(commands)('of $path shows how it is used, every option and at least one example', ({ path, entry }) => {
    const page = commandHelp(path, entry);
    expect(page).toContain(entry.summary);
    expect(page).toMatch(/Examples\n {2}exitpoll /);
    for (const [name, { type, description }] of Object.entries(entry.args)) {
      if (type !== 'positional') expect(page).toContain(`--${name}`);
      expect(description, `${path} ${name}`).toBeTruthy();
    }
    for (const example of entry.examples) expect(example).toMatch(new RegExp(`^exitpoll ${path}( |$)`));
  });

  test.each(commands)('examples of $path are commands that would be taken', ({ path, entry }) => {
    for (const example of entry.examples) {
      const [line = ''] = example.split(/ {2,}# | [|>] /);
      const words = line.split(' ').slice(1 + path.split(' ').length);
      expect(() => parseCommandArgs(path, entry, words)).not.toThrow();
    }
  });

  test('lists every command, with exit codes and the warning that a TypeScript study is code', () => {
    const page = rootHelp(entries, '1.2.3');
    for (const { name } of entries) expect(page).toContain(`\n  ${name} `);
    expect(page).toContain('130 interrupted');
    expect(page).toContain('.mts) is code');
    for (const entry of entries) {
      if (entry.kind === 'group') expect(groupHelp(entry)).toMatch(/Examples\n {2}exitpoll /);
    }
  });

  test('exits with 0, on stdout, without colours where there is no terminal', async () => {
    for (const words of [['--help'], ['run', '--help'], ['export', '--help'], ['export', 'trials', '--help']]) {
      const end = await runCli(words, { cwd: folder.path });
      expect(end).toMatchObject({ code: 0, stderr: '' });
      expect(end.stdout).toContain('Examples');
      expect(end.stdout).not.toContain('\u001b');
    }
  });
});

describe('a mistake on the command line', () => {
  const report = commands.find(({ path }) => path === 'report')?.entry;
  const run = commands.find(({ path }) => path === 'run')?.entry;

  test.each([
    [report, ['--fromat', 'json'], 'unknown option "--fromat". Did you mean "--format"?'],
    [report, ['-store', 'x'], 'unknown option "-store". Did you mean "--store"?'],
    [report, ['--no-store'], 'unknown option "--no-store".'],
    [report, ['--format', 'jsn'], '--format is one of table, json, csv, md, html; got "jsn". Did you mean "json"?'],
    [report, ['--format=xml'], '--format is one of table, json, csv, md, html; got "xml".'],
    [report, ['--store'], '--store needs a value'],
    [report, ['--store', '--json'], '--store needs a value'],
    [report, ['--store='], '--store needs a value'],
    [report, ['--store', ''], '--store needs a value'],
    [report, ['--json=no'], '--json takes no value'],
    [report, ['--format', 'csv', '--format=md'], '--format is given twice: "csv" and "md"'],
    [report, ['surplus'], 'unexpected argument "surplus"'],
    [run, [], 'STUDY is missing'],
    [run, ['one.yaml', 'two.yaml'], 'unexpected argument "two.yaml"'],
  ] as const)('%# is named, with a hint', (entry, words, wanted) => {
    const parse = (): unknown => parseCommandArgs('x', entry as NonNullable<typeof entry>, words);
    expect(parse).toThrow(ExitpollError);
    expect(parse).toThrow(expect.objectContaining({ code: 'usage', hint: 'See `exitpoll x --help`.' }) as Error);
    expect(parse).toThrow(wanted);
  });

  test('ends with one line, a hint and exit code 1', async () => {
    for (const [words, said] of [
      [['rnu'], 'exitpoll: there is no command "rnu". Did you mean "run"?\n  There are: '],
      [['export', 'trial'], 'exitpoll: there is no export command "trial". Did you mean "trials"?\n  There are: '],
      [
        ['run', 'x.yaml', '--concurrency', '0'],
        'exitpoll: --concurrency takes a whole number of at least 1; got "0"\n',
      ],
    ] as const) {
      const end = await runCli(words, { cwd: folder.path });
      expect(end).toMatchObject({ code: 1, stdout: '' });
      expect(end.stderr.startsWith(said), end.stderr).toBe(true);
    }
  });

  test('with --json is JSON on stderr', async () => {
    const end = await runCli(['report', '--json'], { cwd: folder.path });
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(end.stderr)).toEqual({
      error: {
        code: 'no-such-store',
        message: 'exitpoll.sqlite: there is no such store',
        hint: expect.stringContaining('--store') as string,
      },
    });
  });
});

test('init writes a study that can be planned, and never writes over a file', async () => {
  using own = tempFolder();
  expect(await runCli(['init'], { cwd: own.path })).toMatchObject({ code: 0 });
  own.write('study.yaml', 'mine');
  const again = await runCli(['init'], { cwd: own.path });
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('exists already') as string });
  expect(readFileSync(own.file('study.yaml'), 'utf8')).toBe('mine');
});

/** Nothing in what was printed acts on a terminal. */
function expectHarmless({ stdout, stderr }: { stdout: string; stderr: string }, csv = false): void {
  expect((stdout + stderr).replaceAll('\r\n', '\n')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
  // In CSV a text keeps its letters, those that turn its direction too: they act on no terminal.
  if (!csv) expect(stdout + stderr).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
}

describe('with a store', () => {
  const evil = '\u001b]0;owned\u0007\u001b[2J\u202egnp.exe\u009b31m<script>alert(1)</script>';

  beforeAll(async () => {
    await using server = await startServer((request) =>
      request.n % 2 === 0
        ? { kind: 'json', status: 400, body: { error: { message: `no ${evil}` } } }
        : completion({ content: `Hello ${evil}` }, { model: evil }),
    );
    const rows = [1, 2, 3, 4].map((n) => `"${evil} ${n}","cat ${evil}","cluster ${evil} ${n}"`);
    folder.write('prompts.csv', ['prompt,category,cluster', ...rows, ''].join('\n'));
    folder.study({
      name: 'hostile',
      models: [{ baseUrl: server.baseUrl, model: 'test-model', name: `model ${evil}` }],
      datasets: [{ name: 'csv', path: 'prompts.csv', as: `data ${evil}` }],
      methods: ['bail-string'],
      limits: { attempts: 1 },
    });
    for (const words of [
      ['plan', 'study.yaml'],
      ['run', 'study.yaml', '--debug'],
    ]) {
      expectHarmless(await runCli(words, { cwd: folder.path }));
    }
  });

  test.each([
    ['report'],
    ['report', '--categories'],
    ['report', '--format', 'json'],
    ['report', '--format', 'csv', '--categories'],
    ['report', '--format', 'csv', '--section', 'agreement'],
    ['report', '--section', 'similarity', '--format', 'table'],
    ['report', '--format', 'md', '--categories'],
    ['report', '--format', 'html'],
    ['export', 'trials'],
    ['export', 'trials', '--format', 'csv'],
    ['status'],
    ['status', '--json'],
    ['report', '--study', `x ${evil}`, '--debug'],
    ['report', '--study', `x ${evil}`, '--json'],
    ['run', `${evil}.yaml`, '--json'],
  ])('what a model, a dataset or a file says never reaches the terminal raw: %s %s %s', async (...words) => {
    const end = await runCli(words, { cwd: folder.path });
    expect(end.stdout + end.stderr).not.toBe('');
    expectHarmless(end, words.includes('csv'));
    if (words.includes('html')) expect(end.stdout).not.toContain('<script>alert');
  });

  test('a study that is not there is an error for an export as for a report', async () => {
    for (const words of [
      ['export', 'trials', '--study', 'hostil'],
      ['report', '--study', 'hostil'],
    ]) {
      const end = await runCli(words, { cwd: folder.path });
      expect(end).toMatchObject({ code: 1, stdout: '' });
      expect(end.stderr).toContain('the store has no study "hostil". Did you mean "hostile"?');
    }
  });

  test('a reader that goes away is no error', async () => {
    folder.study(
      { name: 'piped', models: ['sim:even'], datasets: ['neutral'], methods: ['bail-string'] },
      'piped.yaml',
    );
    const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));
    const lines = [
      `"$NODE" "$PROGRAM" run piped.yaml --store piped.sqlite 2>&1; echo "code $?" >&3`,
      `"$NODE" "$PROGRAM" export trials --store piped.sqlite; echo "code $?" >&3`,
    ];
    for (const line of lines) {
      const child = spawn('sh', ['-c', `{ ${line}; } 3>codes | head -1`], {
        cwd: folder.path,
        env: { PATH: process.env['PATH'], NODE: process.execPath, PROGRAM: program, HOME: folder.path },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await once(child, 'close');
      expect(readFileSync(folder.file('codes'), 'utf8')).toBe('code 0\n');
    }
    // The run went on to its end although nobody read what it said.
    const again = await runCli(['run', 'piped.yaml', '--store', 'piped.sqlite'], { cwd: folder.path });
    expect(again.stderr).toContain('Nothing left to do');
  });
});
