import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { cardPlace } from '../../checks/data/check-data.ts';
import { item, type Line, marks, mistakes, rootWith, turns } from './data-root.ts';

describe('the check of the data cards', () => {
  it('tells of a card that is missing or has no counts', async () => {
    expect(await mistakes(await rootWith({ neutral: [item('one')] }, null), 'neutral')).toEqual([
      expect.stringContaining('docs/datasets/neutral.md: there is no data card for neutral'),
    ]);
    expect(await mistakes(await rootWith({ neutral: [item('one')] }, 'One item.\n'), 'neutral')).toEqual([
      expect.stringContaining('docs/datasets/neutral.md: has no counts between'),
    ]);
  });

  it('tells of the line whose counts are not those of the data', async () => {
    const root = await rootWith({ neutral: [item('one'), item('two')] });
    const { path } = cardPlace(root, 'neutral');
    writeFileSync(path, readFileSync(path, 'utf8').replace('Items: 2', 'Items: 3'));
    expect(await mistakes(root, 'neutral')).toEqual([
      'docs/datasets/neutral.md:4: has not the line "- Items: 2, in 1 clusters"',
      expect.stringContaining('docs/datasets/neutral.md:5: "- Items: 3, in 1 clusters" is not what the data says'),
    ]);
  });

  it('knows the names on the card, and the nearest to a misspelt one', async () => {
    const root = await rootWith({ neutral: [item('one')] });
    const add = (fields: Line): void =>
      writeFileSync(join(root, 'data/neutral.jsonl'), `${JSON.stringify(item('one', fields))}\n`);
    add({ category: 'hom', cluster: 'kettles' });
    expect(await mistakes(root, 'neutral')).toEqual([
      'data/neutral.jsonl:1: one: the category "hom" is not on docs/datasets/neutral.md. Did you mean "home"?',
    ]);
    add({ cluster: 'ketles' });
    expect(await mistakes(root, 'neutral')).toEqual([
      'data/neutral.jsonl:1: one: the cluster "ketles" is not on docs/datasets/neutral.md in home. Did you mean "kettles"?',
    ]);
  });

  it('does not mind how a table is aligned', async () => {
    const root = await rootWith({ neutral: [item('one')] });
    const { path } = cardPlace(root, 'neutral');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('  ', ' ').replace('----:', '-----------:'));
    expect(await mistakes(root, 'neutral')).toEqual([]);
  });
});

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, ['checks/data.ts', ...args])) };
  } catch (thrown) {
    return thrown as { code: number; stdout: string; stderr: string };
  }
}

describe('npm run check:data', () => {
  it('prints a line for each mistake, and ends with 1 when there is any', async () => {
    const root = await rootWith({ neutral: [item('one', { messages: turns('a ') })] });
    const { code, stdout, stderr } = await run('--root', root, 'neutral');
    expect([code, stderr]).toEqual([1, 'data/neutral.jsonl:1: one: turn 1 begins or ends with blanks\n']);
    expect(stdout).toContain('1 mistake');
  });

  it('writes counts into cards when asked to', async () => {
    const root = await rootWith({ neutral: [item('one')] }, marks);
    expect((await run('--root', root, 'neutral')).code).toBe(1);
    const { code, stderr } = await run('--root', root, '--write-cards', 'neutral');
    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(cardPlace(root, 'neutral').path, 'utf8')).toContain('- Items: 1, in 1 clusters');
  });
});
