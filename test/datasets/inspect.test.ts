import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Quantiles } from '../../src/datasets/quantiles.ts';
import { HashSet } from '../../src/datasets/hash-set.ts';
import { sha256 } from '../../src/base/hash.ts';
import { runCli } from '../support/cli.ts';
import { file, folder } from './temp-files.ts';

const talk = (id: string, ...turns: readonly string[]): string =>
  JSON.stringify({
    conversation_id: id,
    language: id.startsWith('d') ? 'German' : 'English',
    model: 'm',
    conversation: turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
  });

const evil = '\u001b[2J\u202eevil\u0007';

describe('exitpoll data inspect', () => {
  const path = file(
    'jsonl',
    [
      talk('a', 'x'.repeat(100), 'y'.repeat(100), 'z'.repeat(300)),
      talk('d', 'Hallo'),
      '{"broken": ',
      talk('e', '  hallo '),
      talk('f'),
      talk('g', evil),
    ].join('\n'),
  );

  it('says what a file is, what is in it, and what a context would skip', async () => {
    const { stdout, stderr, code } = await runCli(['data', 'inspect', path, '--context', '50', '--context', '1k'], {
      cwd: folder,
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/: lmsys \(found by looking\), JSON Lines, 1 file, \d+ kB$/m);
    expect(stdout).toMatch(/^4 conversations, 5 turns of the user, 4 clusters$/m);
    expect(stdout).toMatch(/^of 6 conversations left out: 1 that cannot be read, 1 without a turn of the user$/m);
    expect(stdout).toMatch(/:3: the line is not valid JSON/);
    expect(stdout).toMatch(/^languages: en 3, de 1$/m);
    expect(stdout).toMatch(/says what another has said in 1 /);
    expect(stdout).toMatch(/^ +50 +1 \(20\.0 %\) +1 \(25\.0 %\)$/m);
    expect(stdout).toMatch(/^ +1,000 +0 \(0\.0 %\)/m);
  });

  it('gives the same as JSON, and lets no text act on the terminal', async () => {
    const { stdout } = await runCli(['data', 'inspect', path, '--json', '--examples', '9'], { cwd: folder });
    const page = JSON.parse(stdout) as { conversations: number; examples: unknown[]; reading: unknown; kind: string };
    expect(page).toMatchObject({ kind: 'lmsys', conversations: 4, reading: { read: 6, leftOut: { 'bad-record': 1 } } });
    expect(page.examples).toHaveLength(4);
    const shown = await runCli(['data', 'inspect', path, '--examples', '9'], { cwd: folder });
    expect(shown.stdout).not.toMatch(/[\u001b\u202e\u0007]/);
    expect(shown.stdout).toContain('\\u{1b}[2J\\u{202e}evil');
  });

  it('takes a glob, and a form that overrules the guess', async () => {
    const { stdout } = await runCli(['data', 'inspect', 'file-*.jsonl', '--format', 'lmsys'], { cwd: folder });
    expect(stdout).toMatch(/: lmsys \(as told\)/);
    const wrong = await runCli(['data', 'inspect', path, '--format', 'lmsis'], { cwd: folder });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/^exitpoll: --format takes one of wildchat, .*; got "lmsis"$/m);
  });
});

describe('quantiles in bounded memory', () => {
  it('are exact below 64, and at most 2.2 % off above', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000_000), { minLength: 1, maxLength: 200 }), (values) => {
        const quantiles = new Quantiles();
        for (const value of values) quantiles.add(value);
        const sorted = values.toSorted((one, other) => one - other);
        const { min, median, p90, max, total } = quantiles.spread;
        expect([min, max, total]).toEqual([sorted[0], sorted.at(-1), values.reduce((sum, value) => sum + value, 0)]);
        for (const [found, share] of [
          [median, 0.5],
          [p90, 0.9],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact < 64 ? 0 : Math.ceil(exact * 0.0221));
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('a set of hashes', () => {
  it('says of each whether it is new, as a Set does', () => {
    const [ours, theirs] = [new HashSet(), new Set<string>()];
    for (let index = 0; index < 20_000; index += 1) {
      const hash = sha256(String((index * 7919) % 13_001));
      expect(ours.add(hash)).toBe(!theirs.has(hash));
      theirs.add(hash);
    }
    expect(ours.size).toBe(theirs.size);
    expect([ours.add('0'.repeat(64)), ours.add('0'.repeat(64))]).toEqual([true, false]);
  });
});
