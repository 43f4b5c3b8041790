import { describe, expect, it } from 'vitest';

import type { DatasetFilter } from '../../src/datasets/dataset-spec.ts';
import { datasetSpecSchema } from '../../src/datasets/dataset-spec.ts';
import { file, lastText, readAll } from './temp-files.ts';

const table = [
  'text,category,cluster,tags',
  'short,a,one,x',
  'a longer text with a Word,a,two,"x,y"',
  'neither,b,one,',
  'no category,,three,z',
].join('\n');

describe('a filter keeps the items that pass every field of it', () => {
  const cases: readonly [DatasetFilter, readonly string[]][] = [
    [{}, ['short', 'a longer text with a Word', 'neither', 'no category']],
    [{ category: 'a' }, ['short', 'a longer text with a Word']],
    [{ category: ['b', 'c'] }, ['neither']],
    [{ cluster: 'one' }, ['short', 'neither']],
    [{ category: 'a', cluster: 'one' }, ['short']],
    [{ tag: ['y', 'z'] }, ['a longer text with a Word', 'no category']],
    [{ maxChars: 5 }, ['short']],
    [{ minChars: 6, maxChars: 7 }, ['neither']],
    [{ matches: 'word' }, []],
    [{ matches: '(?i:word)$' }, ['a longer text with a Word']],
    [{ category: 'A' }, []],
  ];
  it.each(cases)('%j', async (filter, expected) => {
    const items = await readAll({ name: 'csv', path: file('csv', table), filter });
    expect(items.map(lastText)).toEqual(expected);
  });

  it('keeps the names items have without a filter', async () => {
    const [item] = await readAll({ name: 'csv', path: file('csv', table), filter: { category: 'b' } });
    expect(item?.name).toBe('line-4');
  });

  it('leaves benign twins out, or keeps them alone', async () => {
    const lines = [
      { id: 'a', messages: [{ role: 'user', content: 'rude' }] },
      { id: 'a-twin', twin: 'a', messages: [{ role: 'user', content: 'kind' }] },
    ];
    const path = file('jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    const names = async (filter: DatasetFilter): Promise<string[]> =>
      (await readAll({ name: 'jsonl', path, filter })).map(({ name }) => name);
    expect(await names({ twins: 'none' })).toEqual(['a']);
    expect(await names({ twins: 'only' })).toEqual(['a-twin']);
    expect(await names({ twins: 'all' })).toEqual(['a', 'a-twin']);
    expect(await names({ tag: 'twin' })).toEqual(['a-twin']);
  });

  it('counts and searches all turns of a conversation', async () => {
    const messages = [
      { role: 'user', content: 'needle' },
      { role: 'assistant', content: '12345' },
      { role: 'user', content: 'hay' },
    ];
    const path = file('jsonl', JSON.stringify({ messages, system: 'not counted, nor searched' }));
    const count = async (filter: DatasetFilter): Promise<number> =>
      (await readAll({ name: 'jsonl', path, filter })).length;
    expect(await count({ matches: 'needle', minChars: 14, maxChars: 14 })).toBe(1);
    expect(await count({ matches: 'searched' })).toBe(0);
  });
});

describe('a dataset in a study', () => {
  const wrong: readonly [string, unknown, readonly PropertyKey[]][] = [
    ['an unknown name', { name: 'nuetral' }, ['name']],
    ['a file without its path', { name: 'csv' }, ['path']],
    ['BailBench without its path', { name: 'bailbench' }, ['path']],
    ['a path where none belongs', { name: 'neutral', path: 'x.csv' }, ['path']],
    ['columns of a file that has none', { name: 'jsonl', path: 'x', columns: { prompt: 'p' } }, ['columns']],
    ['an unknown field', { name: 'neutral', filter: { lang: 'en' } }, ['filter']],
    ['an unknown word for twins', { name: 'neutral', filter: { twins: 'both' } }, ['filter', 'twins']],
    ['nothing taken', { name: 'neutral', take: 0 }, ['take']],
    ['a bad regular expression', { name: 'neutral', filter: { matches: '(' } }, ['filter', 'matches']],
    ['limits that leave nothing', { name: 'neutral', filter: { minChars: 9, maxChars: 3 } }, ['filter', 'minChars']],
  ];
  it.each(wrong)('is refused for %s, at the right field', (_, input, path) => {
    expect(datasetSpecSchema.safeParse(input).error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it('has seed 0 unless it says otherwise', () => {
    expect(datasetSpecSchema.parse({ name: 'neutral', take: 5 })).toEqual({ name: 'neutral', take: 5, seed: 0 });
  });
});
