import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { builtInPaths } from '../../src/datasets/built-in.ts';
import { joinedReader } from '../../src/datasets/joined-source.ts';
import { jsonLinesReader } from '../../src/datasets/jsonl-source.ts';
import { file, folder } from './temp-files.ts';

const line = (id?: string): string => JSON.stringify({ id, messages: [{ role: 'user', content: id ?? 'none' }] });

function reader(...ids: readonly (string | undefined)[]): ReturnType<typeof jsonLinesReader> {
  const path = file('jsonl', ids.map(line).join('\n'));
  return jsonLinesReader(path, path);
}

async function names(...readers: readonly ReturnType<typeof jsonLinesReader>[]): Promise<string[]> {
  return (await Array.fromAsync(joinedReader(readers)(undefined))).map(({ item }) => item.name);
}

describe('a dataset of several files', () => {
  it('is read one file after the other', async () => {
    expect(await names(reader('b', 'c'), reader('a'))).toEqual(['b', 'c', 'a']);
  });

  it('names both places of an id that occurs in two files', async () => {
    await expect(names(reader('a', 'b'), reader('c', 'b'))).rejects.toThrow(
      /file-\d+\.jsonl:2: the id "b" occurs twice: .*file-\d+\.jsonl:2 has it too/,
    );
  });

  it('is refused when its folder holds no file', async () => {
    mkdirSync(join(folder, 'hollow'));
    await expect(builtInPaths('hollow', folder)).rejects.toThrow('hollow: holds no .jsonl file');
  });

  it('does not take items without an id, whose line numbers repeat', async () => {
    await expect(names(reader(undefined), reader(undefined))).rejects.toThrow('"line-1" occurs twice');
  });
});
