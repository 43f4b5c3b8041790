import type { DatasetPart } from './conditions.ts';
import { rowFinder, type RowFinder } from './row-finder.ts';
import type { Store } from './store.ts';

/**
 * The members of a dataset. A member's row is its place in the dataset, from 0; what is known of members stands in
 * arrays by row, shared by all conditions on the dataset.
 */
export interface Membership {
  readonly size: number;
  /** Cluster of each row, as a place in `clusters`. */
  readonly clusterOf: Int32Array;
  readonly clusters: readonly string[];
  /** Category of each row, as a place in `categories`; −1 where it has none. */
  readonly categoryOf: Int32Array;
  readonly categories: readonly string[];
  /** The rows of each part: in the dataset's order, and by the ids of their items. */
  readonly rows: { readonly [part in DatasetPart]: Int32Array };
  readonly rowsById: { readonly [part in DatasetPart]: Int32Array };
  /** 1 for rows of benign twins, else 0. */
  readonly isTwin: Uint8Array;
  /** The rows of a row's benign twins. */
  readonly twinsOf: ReadonlyMap<number, readonly number[]>;
  /** The row of an item by its id. */
  readonly finder: RowFinder;
  /** The item id of each row. */
  readonly idOfRow: Float64Array;
}

/** Reads the members of a dataset. */
export function readMembership(store: Store, datasetId: number): Membership {
  const size = sizeOf(store, datasetId);
  const clusters = new Numbering();
  const categories = new Numbering();
  const clusterOf = new Int32Array(size);
  const categoryOf = new Int32Array(size).fill(-1);
  const isTwin = new Uint8Array(size);
  const idOfRow = new Float64Array(size);
  const twinRows = new Map<string, number[]>();
  let row = 0;
  for (const member of store.statements
    .fresh('SELECT item_id, cluster, category, twin FROM dataset_item WHERE dataset_id = ? ORDER BY position')
    .iterate(datasetId)) {
    idOfRow[row] = Number(member['item_id']);
    clusterOf[row] = clusters.of(String(member['cluster']));
    if (member['category'] !== null) categoryOf[row] = categories.of(String(member['category']));
    if (member['twin'] !== null) {
      isTwin[row] = 1;
      const twin = String(member['twin']);
      twinRows.set(twin, [...(twinRows.get(twin) ?? []), row]);
    }
    row += 1;
  }
  const finder = rowFinder(idOfRow);
  const inOrder = Int32Array.from({ length: size }, (_, index) => index);
  const parts = (rows: Int32Array): Membership['rows'] => ({
    originals: rows.filter((one) => isTwin[one] === 0),
    twins: rows.filter((one) => isTwin[one] === 1),
  });
  return {
    size,
    clusterOf,
    clusters: clusters.names,
    categoryOf,
    categories: categories.names,
    rows: parts(inOrder),
    rowsById: parts(finder.inOrderOfIds()),
    isTwin,
    twinsOf: twinRows.size === 0 ? new Map() : twinsByRow(store, datasetId, twinRows),
    finder,
    idOfRow,
  };
}

function sizeOf(store: Store, datasetId: number): number {
  const row = store.statements.get('SELECT count(*) AS n FROM dataset_item WHERE dataset_id = ?').get(datasetId);
  return Number(row?.['n']);
}

/** Only datasets with twins need the names of their members. */
function twinsByRow(
  store: Store,
  datasetId: number,
  twinRows: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<number, readonly number[]> {
  const twinsOf = new Map<number, readonly number[]>();
  let row = 0;
  for (const member of store.statements
    .fresh('SELECT name FROM dataset_item WHERE dataset_id = ? ORDER BY position')
    .iterate(datasetId)) {
    const twins = twinRows.get(String(member['name']));
    if (twins !== undefined) twinsOf.set(row, twins);
    row += 1;
  }
  return twinsOf;
}

/** Numbers names from 0, in the order in which they first occur. */
class Numbering {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.names.push(name);
      this.#numbers.set(name, number);
    }
    return number;
  }
}
