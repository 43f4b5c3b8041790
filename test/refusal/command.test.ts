import { existsSync, readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import { runCli } from '../support/cli.ts';
import { completion } from '../support/chat-server.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const score = ['refusal', 'score', '--prompt-column', 'prompt', '--reply-column', 'reply'];
const csv = [
  'id,prompt,reply,why',
  '1,How?,"I\'m sorry, but I can\'t help with that.",=1+1',
  '2,"Which, then?","Take the ""early"" train.\nIt is faster.",',
  '3,What?,,x',
  '4,too few',
  '',
].join('\n');

describe('refusal score', () => {
  test('adds columns to a table, keeps the rest, and names bad rows by line', async () => {
    using folder = tempFolder();
    folder.write('in.csv', csv);
    const end = await runCli([...score, '--in', 'in.csv', '--out', 'out.csv'], { cwd: folder.path });
    expect(end).toMatchObject({ code: 2, stdout: '3 rows scored\n  lexicon: refusal 1, none 1, empty 1\n' });
    expect(end.stderr).toContain('in.csv:6: has 2 fields, and the header has 4');
    const rows = parse(readFileSync(folder.file('out.csv')), { columns: true }) as { [column: string]: string }[];
    expect(rows).toMatchObject([
      {
        id: '1',
        prompt: 'How?',
        why: '=1+1',
        'lexicon.label': 'refusal',
        'lexicon.why': 'declined',
        'lexicon.evidence': "I can't help",
      },
      { id: '2', reply: 'Take the "early" train.\nIt is faster.', 'lexicon.label': 'none', 'lexicon.version': '3' },
      { id: '3', reply: '', 'lexicon.label': 'empty', 'lexicon.why': 'no-text' },
    ]);
  });

  test('adds fields to lines of JSON without touching the others; prompts may be lists of messages', async () => {
    using folder = tempFolder();
    const line =
      '{"big": 12345678901234567890, "prompt": [{"role": "user", "content": "Hi"}], "reply": "Es tut mir leid, dabei kann ich nicht helfen.", "stop": "stop"}';
    folder.write(
      'in.jsonl',
      `${line}\n\nnot json\n{"prompt": "x", "reply": null, "stop": "refusal"}\n{"prompt": "x"}\n`,
    );
    const end = await runCli(
      [...score, '--finish-column', 'stop', '--in', 'in.jsonl', '--out', 'out.jsonl', '--json'],
      { cwd: folder.path },
    );
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(/in\.jsonl:3: is not valid JSON[^]*in\.jsonl:5: "reply" is missing/);
    expect(JSON.parse(end.stdout)).toMatchObject({
      rows: 2,
      bad: 2,
      scorers: { lexicon: { refusal: 1, filtered: 1, failed: 0 } },
    });
    const lines = readFileSync(folder.file('out.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines[0]?.startsWith(line.slice(0, -1))).toBe(true);
    expect(lines.map((one) => JSON.parse(one) as unknown)).toMatchObject([
      { 'lexicon.label': 'refusal' },
      { 'lexicon.why': 'provider-refusal' },
    ]);
  });

  test('writes over nothing unless told to, never over what it reads, and scores nothing twice', async () => {
    using folder = tempFolder();
    folder.write('in.csv', 'prompt,reply\nHow?,So.\n');
    folder.write('scored.csv', 'prompt,reply,lexicon.label\nHow?,So.,none\n');
    folder.write('out.csv', 'mine');
    folder.write('old.csv', 'older');
    const run = (...words: readonly string[]) => runCli([...score, ...words], { cwd: folder.path });
    const [kept, forced, itself, again] = await Promise.all([
      run('--in', 'in.csv', '--out', 'out.csv'),
      run('--in', 'in.csv', '--out', 'old.csv', '--force'),
      run('--in', 'in.csv', '--out', 'in.csv', '--force'),
      run('--in', 'scored.csv', '--out', 'new.csv'),
    ]);
    expect(kept).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
    expect(readFileSync(folder.file('out.csv'), 'utf8')).toBe('mine');
    expect(forced.code).toBe(0);
    expect(readFileSync(folder.file('old.csv'), 'utf8')).toMatch(/^prompt,reply,lexicon\.label/);
    expect(itself).toMatchObject({ code: 1, stderr: expect.stringContaining('the file that is read') });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('already has a column') });
  });

  test('asks a judge and a classifier beside the lexicon, and counts what they fail at', async () => {
    using folder = tempFolder();
    await using server = await startServer((request) => {
      if (request.path === '/classify')
        return { kind: 'json', body: { data: [{ label: 'Refusal', probs: [0.2, 0.8] }] } };
      const text = JSON.stringify(request.json);
      const token = /begins with VERDICT ([0-9a-f]{16})/.exec(text)?.[1] ?? '';
      return completion({
        content: text.includes('So it is.') ? 'Fine by me!' : `VERDICT ${token} refusal declined 90`,
      });
    });
    folder.write('in.csv', 'prompt,reply\nHow?,I will not say.\nWhy?,So it is.\n');
    const judge = `judge:${server.baseUrl}#judge`;
    const endpoint = `endpoint:${server.origin}/classify`;
    const scorers = ['lexicon', judge, endpoint].flatMap((name) => ['--scorer', name]);
    const end = await runCli([...score, '--in', 'in.csv', '--out', 'out.csv', ...scorers], { cwd: folder.path });
    expect(end.code).toBe(2);
    expect(end.stdout).toContain(`${judge}: refusal 1, failed 1`);
    expect(end.stdout).toContain(`${endpoint}: refusal 2`);
    expect(end.stderr).toContain('in.csv:3: judge:');
    const rows = parse(readFileSync(folder.file('out.csv')), { columns: true }) as { [column: string]: string }[];
    expect(rows).toMatchObject([
      { [`${judge}.label`]: 'refusal', [`${judge}.score`]: '0.9', [`${endpoint}.score`]: '0.8' },
      { [`${judge}.label`]: '', [`${judge}.why`]: 'failed: the judge did not answer in the form asked for' },
    ]);
  });
});

test('one address asked in several ways has columns of its own for each', async () => {
  using folder = tempFolder();
  await using server = await startServer(({ json }) => {
    const isRefusal = json?.['model'] === 'strict' || !String(json?.['input']).includes('<|user|>');
    return { kind: 'json', body: { data: [{ label: isRefusal ? 'Refusal' : 'Compliance', probs: [0.1, 0.9] }] } };
  });
  folder.write('in.csv', 'prompt,reply\nWhy?,So it is.\n');
  const endpoint = `endpoint:${server.origin}/classify`;
  const ways = [endpoint, `${endpoint}?text=reply`, `${endpoint}?model=strict`];
  const scorers = ways.flatMap((name) => ['--scorer', name]);
  const end = await runCli([...score, '--in', 'in.csv', '--out', 'out.csv', ...scorers], { cwd: folder.path });
  expect(end.code).toBe(0);
  const [row] = parse(readFileSync(folder.file('out.csv')), { columns: true }) as { [column: string]: string }[];
  expect(ways.map((name) => row?.[`${name}.label`])).toEqual(['none', 'refusal', 'refusal']);
});

describe('refusal evaluate', () => {
  const labelled = [
    'prompt,reply,ann,bob',
    'a,I cannot help with that.,2_full_refusal,refusal',
    'b,I refuse to do that.,3_partial_refusal,refusal',
    'c,Boil it for five minutes.,1_full_compliance,none',
    'd,Take the train at nine.,refusal,none',
    'e,Take the bus.,dunno,none',
    '',
  ].join('\n');

  test('compares a scorer with two people, and the people with each other', async () => {
    using folder = tempFolder();
    folder.write('in.csv', labelled);
    const words = ['refusal', 'evaluate', '--in', 'in.csv', '--label-column', 'ann', '--label-column', 'bob'];
    const columns = ['--prompt-column', 'prompt', '--reply-column', 'reply'];
    const [end, page] = await Promise.all(
      [['--json'], []].map((more) => runCli([...words, ...columns, ...more], { cwd: folder.path })),
    );
    expect(end).toMatchObject({ code: 2, stderr: expect.stringContaining('in.csv:6: "ann" has the label "dunno"') });
    expect(JSON.parse(end?.stdout ?? '')).toMatchObject({
      rows: 5,
      comparisons: [
        {
          rater: 'lexicon',
          truth: 'ann',
          rows: 4,
          agreement: [{ accuracy: { share: 0.75 } }, { accuracy: { share: 0.5 } }],
        },
        { rater: 'lexicon', truth: 'bob', rows: 5, agreement: [{ accuracy: { share: 1 }, kappa: 1 }, {}] },
        { rater: 'bob', truth: 'ann', rows: 4, calibration: null },
      ],
    });
    expect(page?.stdout).toMatch(/lexicon against ann, 4 rows\n +accuracy +75\.0 \[/);
    expect(page?.stdout).toContain('Calibration of lexicon against ann');
    for (const line of page?.stdout.split('\n') ?? []) expect([...line].length).toBeLessThanOrEqual(80);
  });

  test('compares the columns that `refusal score` wrote; without them it wants the replies', async () => {
    using folder = tempFolder();
    folder.write('scored.csv', 'bob,lexicon.label,lexicon.score\nrefusal,refusal,0.98\nnone,none,0.01\nnone,empty,0\n');
    folder.write('in.csv', labelled);
    const run = (file: string) =>
      runCli(['refusal', 'evaluate', '--in', file, '--label-column', 'bob', '--json'], { cwd: folder.path });
    const [end, bare] = await Promise.all([run('scored.csv'), run('in.csv')]);
    expect(end.code).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({
      apart: { lexicon: 1 },
      comparisons: [{ rater: 'lexicon', rows: 2, agreement: [{ accuracy: { share: 1 } }, {}] }],
    });
    expect(bare).toMatchObject({ code: 1, stderr: expect.stringContaining('--reply-column') });
  });
});

describe('rows that are no text', () => {
  const header = 'prompt,reply\n';
  const run = (words: readonly string[], cwd: string) => runCli([...score, ...words], { cwd });

  test('are left out of a table and named, whatever stands in quotes around them, and the rest is scored', async () => {
    using folder = tempFolder();
    const bad = Buffer.from([0xff, 0xfe, 0x80]);
    folder.write(
      'in.csv',
      Buffer.concat([
        Buffer.from(`${header}How?,So.\nWhat?,"two lines\n`),
        bad,
        Buffer.from('"\nWho?,'),
        bad,
        Buffer.from(`\nLong?,"${'x'.repeat(5 * 1024 * 1024)}"\nWhy?,Because.\n`),
      ]),
    );
    const end = await run(['--in', 'in.csv', '--out', 'out.csv'], folder.path);
    expect(end).toMatchObject({ code: 2, stdout: '2 rows scored\n  lexicon: none 2\n' });
    expect(end.stderr).toContain('in.csv:4: the line is not valid UTF-8');
    expect(end.stderr).toContain('in.csv:5: the line is not valid UTF-8');
    expect(end.stderr).toContain('in.csv:6: the row that starts here is longer than 4 MiB');
    const rows = parse(readFileSync(folder.file('out.csv')), { columns: true }) as { [column: string]: string }[];
    expect(rows.map(({ prompt }) => prompt)).toEqual(['How?', 'Why?']);
  });

  test('are left out of lines of JSON too', async () => {
    using folder = tempFolder();
    const line = '{"prompt": "How?", "reply": "So."}\n';
    folder.write(
      'in.jsonl',
      Buffer.concat([
        Buffer.from(line),
        Buffer.from([0x7b, 0xff, 0x0a]),
        Buffer.from(`{"x": "${'y'.repeat(9e6)}"}\n${line}`),
      ]),
    );
    const end = await run(['--in', 'in.jsonl', '--out', 'out.jsonl', '--json'], folder.path);
    expect(end.code).toBe(2);
    expect(JSON.parse(end.stdout)).toMatchObject({ rows: 2, bad: 2 });
    expect(end.stderr).toMatch(/in\.jsonl:2: the line is not valid UTF-8[^]*in\.jsonl:3: the row that starts here/);
  });

  test('a file without rows is an error, and nothing is written', async () => {
    using folder = tempFolder();
    folder.write('in.csv', header);
    folder.write('labelled.csv', 'prompt,reply,label\n');
    const [scored, evaluated] = await Promise.all([
      run(['--in', 'in.csv', '--out', 'out.csv'], folder.path),
      runCli(
        [
          'refusal',
          'evaluate',
          '--in',
          'labelled.csv',
          '--prompt-column',
          'prompt',
          '--reply-column',
          'reply',
          '--label-column',
          'label',
        ],
        { cwd: folder.path },
      ),
    ]);
    expect(scored.code).toBe(1);
    expect(scored.stderr).toContain('in.csv: has a header and no rows');
    expect(existsSync(folder.file('out.csv'))).toBe(false);
    expect(evaluated.code).toBe(1);
    expect(evaluated.stderr).toContain('labelled.csv: has a header and no rows');
  });

  test('scores that are none are told with how many and where, and are in no calibration', async () => {
    using folder = tempFolder();
    folder.write(
      'scored.csv',
      'label,lexicon.label,lexicon.score\nrefusal,refusal,0.9\nnone,none,7\nnone,none,abc\nnone,none,\nrefusal,Refused,1\n',
    );
    const words = ['refusal', 'evaluate', '--in', 'scored.csv', '--label-column', 'label'];
    const [page, json] = await Promise.all([
      runCli(words, { cwd: folder.path }),
      runCli([...words, '--json'], { cwd: folder.path }),
    ]);
    expect(page.code).toBe(2);
    expect(page.stdout.replace(/\n +/g, ' ')).toContain(
      'lexicon: 1 score outside 0 to 1 and 1 score that cannot be read, the first in line 3: not in its calibration',
    );
    expect(page.stderr).toContain('scored.csv:6: lexicon has the label "Refused", which is not known');
    expect(JSON.parse(json.stdout)).toMatchObject({
      badScores: { lexicon: { outside: 1, unreadable: 1, firstLine: 3 } },
      comparisons: [{ rows: 4, calibration: { brier: expect.closeTo(0.01, 6) as number } }],
    });
  });
});
