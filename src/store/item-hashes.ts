import { hashHex } from './bytes.ts';
import type { Store } from './store.ts';

/** The hashes of a dataset's items, by row: what an item is, in every store. */
export function itemHashes(store: Store, datasetId: number): readonly string[] {
  return store.statements
    .get('SELECT i.hash FROM dataset_item m JOIN item i ON i.id = m.item_id WHERE m.dataset_id = ? ORDER BY m.position')
    .all(datasetId)
    .map((row) => hashHex(row['hash'] as Uint8Array));
}
