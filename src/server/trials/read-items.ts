import type { DatasetPart } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import type { ItemColumns } from '../wire/columns/trial-columns.ts';
import { Numbering } from './numbering.ts';
import { rowFinder } from '../../store/row-finder.ts';
import { checkKey } from './check-key.ts';
import { breathe } from './breathe.ts';

/** The items of some datasets, and where those of each stand. */
export interface ItemsRead {
  readonly items: ItemColumns;
  readonly datasets: ReadonlyMap<number, DatasetPlaces>;
}

/** Where the items of a dataset stand among all. */
export interface DatasetPlaces {
  /** How many items each part has. */
  readonly sizes: { readonly [part in DatasetPart]: number };
  /** The place of an item by its key; −1 for one the dataset does not have. */
  placeOf(itemId: number): number;
  partOf(place: number): DatasetPart;
}

const chunk = 20_000;

/** Reads the items of some datasets, in slices. */
export async function readItems(store: Store, datasetIds: readonly number[]): Promise<ItemsRead> {
  const names: string[] = [];
  const ids: number[] = [];
  const cluster: number[] = [];
  const category: number[] = [];
  const clusters = new Numbering<string>();
  const categories = new Numbering<string>();
  const datasets = new Map<number, DatasetPlaces>();
  const statement = store.statements.get(
    `SELECT position, item_id, name, cluster, category, twin IS NOT NULL AS is_twin FROM dataset_item
     WHERE dataset_id = ? AND position > ? ORDER BY position LIMIT ${chunk}`,
  );
  for (const datasetId of datasetIds) {
    const first = names.length;
    const twins: number[] = [];
    for (let after = -1, more = true; more;) {
      const rows = statement.all(datasetId, after);
      for (const row of rows) {
        if (row['is_twin'] === 1) twins.push(names.length);
        const own = row['cluster'] as string;
        cluster.push(clusters.of(own, () => own));
        const named = row['category'] as string | null;
        category.push(named === null ? -1 : categories.of(named, () => named));
        names.push(row['name'] as string);
        const id = Number(row['item_id']);
        checkKey(store, 'item', id);
        ids.push(id);
      }
      after = Number(rows.at(-1)?.['position']);
      more = rows.length === chunk;
      await breathe();
    }
    datasets.set(datasetId, placesOf(ids, first, twins));
  }
  return {
    datasets,
    items: {
      names,
      cluster: Int32Array.from(cluster),
      category: Int32Array.from(category),
      clusters: clusters.values,
      categories: categories.values,
      ids: Uint32Array.from(ids),
    },
  };
}

function placesOf(ids: readonly number[], first: number, twins: readonly number[]): DatasetPlaces {
  const finder = rowFinder(Float64Array.from(ids.slice(first)));
  const isTwin = new Set(twins);
  return {
    sizes: { originals: ids.length - first - isTwin.size, twins: isTwin.size },
    placeOf: (itemId) => {
      const row = finder.of(itemId);
      return row < 0 ? -1 : first + row;
    },
    partOf: (place) => (isTwin.has(place) ? 'twins' : 'originals'),
  };
}
