import { describe, expect, it } from 'vitest';

import { listDatasets, showDataset } from '../../src/cli/data-pages.ts';
import { file, readAll } from './temp-files.ts';

const plain = { category: undefined, limit: 10, json: false };

describe('exitpoll data list', () => {
  it('says how much the built-in datasets hold, and which need a file', async () => {
    const items = await readAll({ name: 'neutral' });
    const page = await listDatasets(false);
    expect(page).toMatch(new RegExp(`^neutral +${items.length} .* en .*built in$`, 'm'));
    expect(page).toMatch(/^bailbench .*your file$/m);
    const { datasets } = JSON.parse(await listDatasets(true)) as { datasets: { name: string; items?: number }[] };
    expect(datasets.find(({ name }) => name === 'neutral')?.items).toBe(items.length);
  });
});

describe('exitpoll data show', () => {
  const table = 'text,category,cluster\none,a,c1\ntwo,a,c1\nthree,b,c2\n';

  it('counts by category and shows examples', async () => {
    const page = await showDataset(file('csv', table), plain);
    expect(page).toMatch(/: 3 items, 2 clusters, 2 categories$/m);
    expect(page).toMatch(/^a +2 +1$/m);
    expect(page).toMatch(/^line-4 +c2 +1 +three$/m);
  });

  it('says how many items are benign twins', async () => {
    const messages = [{ role: 'user', content: 'a' }];
    const lines = [
      { id: 'a', messages },
      { id: 'b', messages, twin: 'a' },
    ].map((line) => JSON.stringify(line));
    expect(await showDataset(file('jsonl', lines.join('\n')), plain)).toMatch(/^benign twins: 1 of the items/m);
    expect(await showDataset(file('csv', table), plain)).not.toContain('twins');
  });

  it('keeps to one category and to a number of examples', async () => {
    const page = await showDataset(file('csv', table), { ...plain, category: 'a', limit: 1 });
    expect(page).toContain('one');
    expect(page).not.toContain('two');
    expect(page).not.toContain('three');
    expect(page).toContain('shown: 1 of 2');
  });

  it.each([
    ['csv', 'text\na\n'],
    ['tsv', 'text\tid\na, b\t1\n'],
    ['csv', 'text\tid\na, b\t1\n'],
    ['txt', '{"messages":[{"role":"user","content":"a"}]}\n'],
    ['txt', 'text\tid\na\t1\n'],
    ['ndjson', '{"messages":[{"role":"user","content":"a"}]}\n'],
  ])('reads a .%s file by what is in it', async (ending, content) => {
    const page = JSON.parse(await showDataset(file(ending, content), { ...plain, json: true })) as { items: number };
    expect(page.items).toBe(1);
  });

  it('lets no text of a dataset act on the terminal', async () => {
    const evil = '\u001b[2J\u202eevil\u200b';
    const page = await showDataset(file('csv', `id,text,category\n${evil},${evil},${evil}\n`), plain);
    expect(page).not.toMatch(/[\u001b\u202e\u200b]/);
    expect(page).toContain('\\u{1b}[2J\\u{202e}evil');
  });

  it('says what is wrong with a name, a path or a category', async () => {
    await expect(showDataset('startr', plain)).rejects.toThrow('Did you mean "starter"?');
    await expect(showDataset('elsewhere', plain)).rejects.toMatchObject({
      hint: expect.stringContaining('starter, crisis and neutral') as string,
    });
    await expect(showDataset('bailbench', plain)).rejects.toThrow('its path is missing');
    await expect(showDataset(file('json', '[\n{"a":1}\n]'), plain)).rejects.toThrow('they have: "a"');
    await expect(showDataset('neutral', { ...plain, category: 'cookin' })).rejects.toThrow('Did you mean "cooking"?');
  });
});
