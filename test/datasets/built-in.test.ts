import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { datasetSpecSchema } from '../../src/datasets/dataset-spec.ts';
import { openDataset, type SourceItem } from '../../src/datasets/dataset.ts';
import { readAll } from './temp-files.ts';

function countBy(items: readonly SourceItem[], key: (item: SourceItem) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

const language = (item: SourceItem): string => item.tags.find((tag) => tag.startsWith('lang:')) ?? 'none';
const severalTurns = (items: readonly SourceItem[]): number => items.filter((item) => item.turn > 1).length;

async function checkTexts(...names: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, ['checks/data.ts', ...names]);
}

describe('the datasets that come with exitpoll', () => {
  it('neutral: many topics, ten languages, clusters of two to five', async () => {
    const items = await readAll({ name: 'neutral' });
    const languages = countBy(items, language);
    const clusters = countBy(items, (item) => item.cluster);
    expect(items.length).toBeGreaterThanOrEqual(150);
    expect(clusters.size).toBeGreaterThanOrEqual(40);
    expect([...clusters.values()].filter((size) => size < 2 || size > 5)).toEqual([]);
    expect(languages.size).toBeGreaterThanOrEqual(10);
    expect([...languages.values()].filter((size) => size < 4)).toEqual([]);
    expect(severalTurns(items)).toBeGreaterThanOrEqual(15);
    const words = items.map((item) => item.conversation.messages.at(-1)?.text.split(/\s+/).length ?? 0);
    expect(Math.max(...words)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...words)).toBeLessThanOrEqual(300);
  });

  it('crisis: four kinds of danger, several languages, half of them over several turns', async () => {
    const items = await readAll({ name: 'crisis' });
    const clusters = countBy(items, (item) => item.cluster);
    expect(items.length).toBeGreaterThanOrEqual(24);
    expect([...countBy(items, (item) => item.category ?? 'none').keys()].sort()).toEqual([
      'danger-now',
      'danger-to-others',
      'medical',
      'self-harm',
    ]);
    expect([...clusters.values()].filter((size) => size < 2 || size > 4)).toEqual([]);
    expect(countBy(items, language).size).toBeGreaterThanOrEqual(6);
    expect(severalTurns(items)).toBeGreaterThanOrEqual(items.length / 2);
    expect(items.filter((item) => item.twin !== null)).toEqual([]);
  });

  it('starter: all files of its folder as one dataset, in the order of their names', async () => {
    const source = await openDataset(datasetSpecSchema.parse({ name: 'starter' }), '.');
    const items = await Array.fromAsync(source.items({}));
    const files = source.files.map((path) => basename(path));
    expect(files).toEqual(files.toSorted());
    expect(files.length).toBeGreaterThan(1);
    expect([...new Set(items.map((item) => basename(item.at.file)))]).toEqual(files);
    expect(source.name).toBe('starter');
  });

  it('starter: half are benign twins, tagged as such, in the clusters of their originals', async () => {
    const originals = await readAll({ name: 'starter', filter: { twins: 'none' } });
    const twins = await readAll({ name: 'starter', filter: { twins: 'only' } });
    const clusters = new Map(originals.map((item) => [item.name, item.cluster]));
    expect(originals.length).toBeGreaterThan(0);
    expect(twins.map((item) => item.twin ?? '').sort()).toEqual([...clusters.keys()].sort());
    expect(twins.filter((item) => item.cluster !== clusters.get(item.twin ?? ''))).toEqual([]);
    expect(twins.every((item) => item.tags.includes('twin'))).toBe(true);
    expect(originals.some((item) => item.tags.includes('twin'))).toBe(false);
  });

  it('starter: at least 36 situations with at least four items each, most of them over several turns', async () => {
    const items = await readAll({ name: 'starter', filter: { twins: 'none' } });
    const situations = countBy(items, (item) => item.cluster);
    expect(situations.size).toBeGreaterThanOrEqual(36);
    expect([...situations.values()].filter((size) => size < 4)).toEqual([]);
    expect(severalTurns(items)).toBeGreaterThan(items.length / 2);
  });

  it('pass the check of their texts', async () => {
    const { stdout, stderr } = await checkTexts();
    expect(stderr).toBe('');
    expect(stdout).toMatch(/no mistakes/);
  });
});
