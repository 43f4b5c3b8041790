import { readMembership, type Membership } from '../../store/membership.ts';
import { memberNames } from '../../store/item-facts.ts';
import type { Store } from '../../store/store.ts';
import type { GridItems } from '../wire/grid.ts';
import { packed } from '../wire/packed.ts';
import type { PlacedCondition } from './placed.ts';

/** The items of the datasets of conditions, each dataset once. */
export function gridItems(store: Store, placed: readonly PlacedCondition[]): readonly GridItems[] {
  const names = new Map<number, readonly string[]>();
  const byDataset = Map.groupBy(placed, ({ name }) => name.dataset);
  return [...byDataset].flatMap(([dataset, own]) => {
    const one = own.find(({ grid }) => grid !== null) ?? own[0];
    if (one === undefined) return [];
    const { datasetId, part } = one.condition;
    const known = names.get(datasetId) ?? memberNames(store, datasetId);
    names.set(datasetId, known);
    const membership = one.grid?.membership ?? readMembership(store, datasetId);
    return [itemsOf(dataset, known, membership, membership.rows[part])];
  });
}

function itemsOf(
  dataset: string,
  names: readonly string[],
  { clusterOf, clusters, categoryOf, categories }: Membership,
  rows: Int32Array,
): GridItems {
  return {
    dataset,
    items: Array.from(rows, (row) => names[row] ?? ''),
    clusterOf: packed(rows.map((row) => clusterOf[row] ?? 0)),
    clusters,
    categoryOf: packed(rows.map((row) => categoryOf[row] ?? -1)),
    categories,
  };
}
