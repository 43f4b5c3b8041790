import { datasetCategories } from '../../store/dataset-categories.ts';
import type { NamedCondition } from './sample.ts';

/** The categories of the items of conditions, by name. */
export function categoriesIn(conditions: readonly NamedCondition[]): readonly string[] {
  const found = new Set<string>();
  const read = new Set<string>();
  for (const { source, condition } of conditions) {
    const key = JSON.stringify([source.name, condition.datasetId]);
    if (read.has(key)) continue;
    read.add(key);
    for (const category of datasetCategories(source.store, condition.datasetId)) found.add(category);
  }
  return [...found].sort();
}
