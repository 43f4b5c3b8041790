import { afterAll, describe, expect, it } from 'vitest';

import { openDataset } from '../../src/datasets/dataset.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

const line = (id: string | null, twin: string | null): string =>
  JSON.stringify({
    ...(id === null ? {} : { id }),
    ...(twin === null ? {} : { twin }),
    messages: [{ role: 'user', content: `${id} ${twin}` }],
  });

async function read(...lines: readonly string[]): Promise<readonly string[]> {
  folder.write('d.jsonl', lines.join('\n'));
  const source = await openDataset({ name: 'jsonl', path: 'd.jsonl', seed: 0 }, folder.path);
  return (await Array.fromAsync(source.items({}))).map((item) => item.name);
}

describe('benign twins in a file', () => {
  it('may stand before or after their originals, which may go by their lines', async () => {
    expect(await read(line('b', 'a'), line('a', null))).toEqual(['b', 'a']);
    expect(await read(line(null, null), line('t', 'line-1'))).toEqual(['line-1', 't']);
  });

  it.each([
    [
      'an original that is not there',
      [line('a', 'zzz')],
      /d\.jsonl:1: twin: the item is the twin of "zzz", which is not in the file/,
    ],
    ['itself', [line('x', null), line('a', 'a')], /d\.jsonl:2: twin: the item is its own twin/],
    ['a twin', [line('o', null), line('a', 'b'), line('b', 'o')], /d\.jsonl:2: twin: .*"b", which is a twin itself/],
  ])('cannot be the twin of %s', async (_, lines, message) => {
    await expect(read(...lines)).rejects.toThrow(message);
  });
});
