import { writeFile } from 'node:fs/promises';

import { compare } from '../src/analysis/compare/compare.ts';
import type { Comparison } from '../src/analysis/compare/comparison.ts';
import { checkStudy, closeModels, openModels, openStore, prepareStudy, runStudy, type Store } from '../src/index.ts';
import { scratchFolder, type Scratch } from './support/scratch.ts';

/** Equal respondents: one rate, one spread, each with chances of its own for every cluster. */
export interface CompareAaCell {
  /** A multiple of `groupSize`. */
  readonly respondents: number;
  readonly rate: number;
  readonly clusters: number;
  readonly itemsEach: number;
  /** Intra-class correlation of the clusters' chances. */
  readonly spread: number;
}

/** Of so many comparisons of equals, how many found a difference at 5 %. */
export interface Found {
  readonly comparisons: number;
  readonly interval: number;
  readonly permutation: number;
  /** Comparisons that could not be concluded, or rest on the wider fallback. */
  readonly tooFew: number;
}

export interface CompareAaResult {
  /** Two respondents on the same items. */
  readonly paired: Found;
  /** One respondent on items of other clusters. */
  readonly unpaired: Found;
  /** Groups of respondents on either set of items, each pair compared, and those in which any p adjusted by Holm was at most 0.05. */
  readonly groups: number;
  readonly groupsWithFinding: number;
}

export const groupSize = 4;

/** Runs the respondents into a store as `exitpoll run` does, and compares them as `exitpoll compare` does. */
export async function compareAa(cell: CompareAaCell): Promise<CompareAaResult> {
  await using scratch = await scratchFolder();
  await using store = openStore(scratch.path('store.sqlite'));
  const names = await runEqual(store, scratch, cell);
  const told = (sides: readonly string[]): Promise<Comparison> =>
    compare([{ store, name: null }], { selectors: sides.map((text) => ({ text, store: 0 })), items: 0 });
  const paired: Comparison['rows'][number][] = [];
  let groupsWithFinding = 0;
  for (let first = 0; first < names.length; first += groupSize) {
    for (const items of ['left', 'right']) {
      const group = names.slice(first, first + groupSize).map((name) => `model:${name},dataset:${items}`);
      const { rows } = await told(group);
      if (rows.some(({ pAdjusted }) => pAdjusted !== null && pAdjusted <= 0.05)) groupsWithFinding += 1;
      // Pairs that share no respondent, so that they are independent.
      paired.push(...rows.filter(({ sideA, sideB }) => sideB === sideA + 1 && sideA % 2 === 0));
    }
  }
  const { rows: unpaired } = await told(['dataset:left', 'dataset:right']);
  return {
    paired: found(paired),
    unpaired: found(unpaired),
    groups: (2 * names.length) / groupSize,
    groupsWithFinding,
  };
}

function found(rows: readonly Comparison['rows'][number][]): Found {
  const count = (holds: (row: Comparison['rows'][number]) => boolean): number => rows.filter(holds).length;
  return {
    comparisons: rows.length,
    interval: count(({ low, high }) => (low ?? 0) > 0 || (high ?? 0) < 0),
    permutation: count(({ pPermutation }) => (pPermutation ?? 1) <= 0.05),
    tooFew: count(({ tooFew }) => tooFew),
  };
}

async function runEqual(store: Store, scratch: Scratch, cell: CompareAaCell): Promise<readonly string[]> {
  const names = Array.from({ length: cell.respondents }, (_, index) => `r${index}`);
  for (const [seed, name] of names.entries()) {
    const respondent = { name, seed, bail: cell.rate, spread: { cluster: cell.spread } };
    await writeFile(scratch.path(`${name}.json`), JSON.stringify(respondent));
  }
  for (const side of ['left', 'right']) {
    const lines = Array.from({ length: cell.clusters * cell.itemsEach }, (_, index) =>
      JSON.stringify({
        id: `${side}-${index}`,
        cluster: `${side}-${Math.floor(index / cell.itemsEach)}`,
        messages: [{ role: 'user', content: `${side} request ${index}` }],
      }),
    );
    await writeFile(scratch.path(`${side}.jsonl`), lines.join('\n'));
  }
  const loaded = checkStudy(
    {
      name: 'equals',
      models: names.map((name) => ({ use: `sim:./${name}.json`, name })),
      datasets: ['left', 'right'].map((side) => ({ name: 'jsonl', path: `${side}.jsonl` })),
      methods: ['bail-string'],
    },
    scratch.dir,
  );
  const models = await openModels(loaded);
  const { ending } = await runStudy(store, await prepareStudy(store, loaded, models), models);
  await closeModels(models);
  if (ending !== 'done') throw new Error(`the run ended as ${ending}`);
  return names;
}
