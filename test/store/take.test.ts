import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { prefixHash } from '../../src/conversation/prefix-hash.ts';
import type { SourceItem } from '../../src/datasets/source-item.ts';
import { ingestDataset, itemRank } from '../../src/store/ingest.ts';
import { openStore } from '../../src/store/store.ts';

const item = (name: string, text: string, twin: string | null = null): SourceItem => ({
  name,
  conversation: { system: null, messages: [{ role: 'user', text }] },
  cutFrom: null,
  turn: 1,
  cluster: twin ?? name,
  category: null,
  twin,
  tags: [],
  at: { file: 'test' },
});

/** The names of the items a dataset ends up with, in its order. */
async function kept(items: readonly SourceItem[], take: number | undefined, seed = 0): Promise<readonly string[]> {
  await using store = openStore('take', 'temporary');
  const stream = async function* (): AsyncGenerator<SourceItem> {
    yield* items;
  };
  const { id } = await ingestDataset(store, stream(), { label: 'd', kind: 'jsonl', take, seed });
  const rows = store.statements.get('SELECT name FROM dataset_item WHERE dataset_id = ? ORDER BY position').all(id);
  return rows.map((row) => String(row['name']));
}

const items = Array.from({ length: 40 }, (_, index) => item(`i${index}`, `text ${index}`));

describe('take', () => {
  it('takes the items with the lowest hash of seed and content, whatever the order of the source', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(items, { minLength: 1 }),
        fc.integer({ min: 1, max: 45 }),
        fc.nat(),
        async (source, take, seed) => {
          const rank = (one: SourceItem): string => itemRank(seed, prefixHash(null, one.conversation.messages));
          const expected = source.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, take);
          expect(await kept(source, take, seed)).toEqual(expected.map((one) => one.name));
        },
      ),
      { seed: 11, numRuns: 30 },
    );
  });

  it('stays the same sample when the source grows: what is left out is only displaced, never reordered', async () => {
    const small = await kept(items.slice(0, 20), 8);
    const large = await kept(items, 8);
    const survivors = large.filter((name) => Number(name.slice(1)) < 20);
    expect(small.filter((name) => survivors.includes(name))).toEqual(survivors);
  });

  it('finds the lowest also in a source far larger than what is taken', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => item(`m${index}`, `many ${index % 4_500}`));
    const all = await kept(many, undefined);
    expect(all).toHaveLength(4_500);
    expect(await kept(many, 50)).toEqual(all.slice(0, 50));
  });

  it('takes originals, and each brings its twin right behind it', async () => {
    const pairs = items.flatMap((one, index) => [one, item(`${one.name}-twin`, `kind ${index}`, one.name)]);
    const names = await kept(pairs.toReversed(), 10);
    expect(names).toHaveLength(20);
    for (let index = 0; index < 20; index += 2) expect(names[index + 1]).toBe(`${names[index]}-twin`);
    expect(names.filter((_, index) => index % 2 === 0)).toEqual(await kept(items, 10));
  });

  it('treats twins alone like any other items', async () => {
    const twins = items.map((one) => item(`${one.name}-twin`, one.name, one.name));
    expect(await kept(twins, 7)).toHaveLength(7);
  });
});
