import type { Store } from './store.ts';

/** Whether an item is a member of one of these datasets too. */
export function isMemberOf(store: Store, itemId: number, datasetIds: readonly number[]): boolean {
  if (datasetIds.length === 0) return false;
  return (
    store.statements
      .get('SELECT 1 FROM dataset_item WHERE item_id = ? AND dataset_id IN (SELECT value FROM json_each(?)) LIMIT 1')
      .get(itemId, JSON.stringify(datasetIds)) !== undefined
  );
}
