import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { builtInPaths } from '../../src/datasets/built-in.ts';
import { errorOf, file, folder, readAll } from './temp-files.ts';

const line = (id?: string): string => JSON.stringify({ id, messages: [{ role: 'user', content: id ?? 'none' }] });

function lines(...ids: readonly (string | undefined)[]): string {
  return file('jsonl', ids.map(line).join('\n'));
}

async function names(path: string | string[]): Promise<string[]> {
  return (await readAll({ name: 'jsonl', path })).map((item) => item.name);
}

describe('a dataset of several files', () => {
  it('is read one file after the other', async () => {
    expect(await names([lines('b', 'c'), lines('a')])).toEqual(['b', 'c', 'a']);
  });

  it('names both places of an id that occurs in two files', async () => {
    const error = await errorOf({ name: 'jsonl', path: [lines('a', 'b'), lines('c', 'b')] });
    expect(error.message).toMatch(/file-\d+\.jsonl:2: the id "b" occurs twice: .*file-\d+\.jsonl:2 has it too/);
  });

  it('is refused when its folder holds no file', async () => {
    mkdirSync(join(folder, 'hollow'));
    await expect(builtInPaths('hollow', folder)).rejects.toThrow('hollow: holds no .jsonl file');
  });

  it('calls items without an id after their file, whose line numbers repeat', async () => {
    const found = await names([lines(undefined), lines(undefined)]);
    expect(found).toEqual([expect.stringMatching(/^file-\d+:line-1$/), expect.stringMatching(/^file-\d+:line-1$/)]);
    expect(new Set(found).size).toBe(2);
  });

  it('can be a glob, read in the order of the names, each file once', async () => {
    const parts = join(folder, 'parts');
    mkdirSync(parts);
    for (const name of ['p-2', 'p-10', 'p-1', 'other']) writeFileSync(join(parts, `${name}.jsonl`), line(name));
    expect(await names('parts/p-*.jsonl')).toEqual(['p-1', 'p-10', 'p-2']);
    expect(await names(['parts/p-2.jsonl', 'parts/p-*.jsonl'])).toEqual(['p-2', 'p-1', 'p-10']);
  });

  it('says so when a glob fits nothing, or its folder is not there', async () => {
    expect((await errorOf({ name: 'jsonl', path: 'parts/q-*.jsonl' })).message).toMatch(/no file fits this pattern/);
    expect((await errorOf({ name: 'jsonl', path: 'nowhere/*.jsonl' })).message).toMatch(
      /nowhere: there is no such file/,
    );
  });

  it('takes a file whose name looks like a glob', async () => {
    writeFileSync(join(folder, 'odd[1].jsonl'), line('odd'));
    expect(await names('odd[1].jsonl')).toEqual(['odd']);
  });
});
