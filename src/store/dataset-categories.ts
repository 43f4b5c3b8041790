import type { Store } from './store.ts';

/** The categories of a dataset's items, by name. */
export function datasetCategories(store: Store, datasetId: number): readonly string[] {
  return store.statements
    .get('SELECT DISTINCT category FROM dataset_item WHERE dataset_id = ? AND category IS NOT NULL ORDER BY category')
    .all(datasetId)
    .map(({ category }) => String(category));
}

/** Whether any of a dataset's items is the benign twin of another. */
export function hasTwins(store: Store, datasetId: number): boolean {
  return (
    store.statements
      .get('SELECT 1 FROM dataset_item WHERE dataset_id = ? AND twin IS NOT NULL LIMIT 1')
      .get(datasetId) !== undefined
  );
}
