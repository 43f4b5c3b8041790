import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import type { SourceItem } from '../../src/datasets/dataset.ts';
import { readAll } from './temp-files.ts';

function countBy(items: readonly SourceItem[], key: (item: SourceItem) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

const language = (item: SourceItem): string => item.tags.find((tag) => tag.startsWith('lang:')) ?? 'none';

describe('the datasets that come with exitpoll', () => {
  it('neutral: many topics, several languages, clusters of two to five', async () => {
    const items = await readAll({ name: 'neutral' });
    const languages = countBy(items, language);
    const clusters = countBy(items, (item) => item.cluster);
    expect(items.length).toBeGreaterThanOrEqual(80);
    expect(clusters.size).toBeGreaterThanOrEqual(25);
    expect([...clusters.values()].filter((size) => size < 2 || size > 5)).toEqual([]);
    expect(languages.size).toBeGreaterThanOrEqual(7);
    expect(items.length - (languages.get('lang:en') ?? 0)).toBeGreaterThanOrEqual(12);
    expect(items.filter((item) => item.turn > 1).length).toBeGreaterThanOrEqual(5);
  });

  it('tempting: many kinds of situation, half of them over several turns', async () => {
    const items = await readAll({ name: 'tempting' });
    const categories = countBy(items, (item) => item.category ?? 'none');
    expect(items.length).toBeGreaterThanOrEqual(40);
    expect(categories.size).toBeGreaterThanOrEqual(12);
    expect([...categories.values()].filter((size) => size < 3)).toEqual([]);
    expect(items.filter((item) => item.turn > 1).length).toBeGreaterThanOrEqual(items.length / 2);
  });

  it('can be told apart by their ids', async () => {
    const names = [...(await readAll({ name: 'neutral' })), ...(await readAll({ name: 'tempting' }))].map(
      (item) => item.name,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('pass the check of their texts', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['checks/data.ts']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/no mistakes/);
  });
});
