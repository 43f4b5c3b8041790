import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readAll } from './temp-files.ts';

const shared = resolve('../shared/data');

describe.skipIf(!existsSync(shared))('published data', () => {
  it('BailBench: 1,630 prompts in 163 clusters of ten and 14 categories', async () => {
    const items = await readAll({ name: 'bailbench', path: resolve(shared, 'bailbench.csv') });
    const clusters = Map.groupBy(items, (item) => item.cluster);
    expect(items).toHaveLength(1630);
    expect(clusters.size).toBe(163);
    expect([...clusters.values()].every((members) => members.length === 10)).toBe(true);
    expect(new Set(items.map((item) => item.category)).size).toBe(14);
  });

  it('the tab-separated neutral prompts in the same columns', async () => {
    expect(await readAll({ name: 'bailbench', path: resolve(shared, 'neutral-wildchat.tsv') })).toHaveLength(59);
  });

  it('tables with rows of several lines', async () => {
    const xstest = await readAll({ name: 'csv', path: resolve(shared, 'xstest-gpt4.csv') });
    expect(xstest.length).toBe(450);
    expect(xstest.at(-1)?.name).toBe('v2-450');
    const columns = { prompt: 'user', cluster: 'conv_id' };
    const abuse = await readAll({ name: 'csv', path: resolve(shared, 'convabuse-train.csv'), columns });
    expect(abuse).toHaveLength(2501);
  });
});
