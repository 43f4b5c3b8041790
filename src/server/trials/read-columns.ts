import type { Store } from '../../store/store.ts';
import type { PlannedStudy } from '../planned.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import { readItems } from './read-items.ts';
import { readLabels, readProbabilities, readRefusals } from './read-judgements.ts';
import { readTrialRows, type PlacedCondition } from './read-trial-rows.ts';

/**
 * Reads the trials of a study as columns, slice by slice, so that the server can answer meanwhile.
 */
export async function readColumns(store: Store, { revision, conditions }: PlannedStudy): Promise<TrialColumns> {
  const datasetIds = new Set(conditions.map(({ condition }) => condition.datasetId));
  const { items, datasets } = await readItems(store, [...datasetIds]);
  const placed = conditions.flatMap(({ condition }, index): readonly PlacedCondition[] => {
    const places = datasets.get(condition.datasetId);
    return condition.unsupported !== null || places === undefined ? [] : [{ index, condition, places }];
  });
  const { rows, flagSets } = await readTrialRows(store, placed);
  const planned = placed.reduce(
    (sum, { condition, places }) => sum + condition.epochs * places.sizes[condition.part],
    0,
  );
  const read = conditions.filter(({ name }) => name.readout === 'logprobs');
  return {
    study: revision.name,
    size: rows.trial.length,
    pending: planned - rows.trial.length,
    conditions: conditions.map(({ name }) => name),
    items,
    flagSets,
    refusalSets: await readRefusals(store, rows),
    labelSets: readLabels(store, rows),
    probability: await readProbabilities(store, [...new Set(read.map(({ condition }) => condition.armId))], rows),
    ...rows,
  };
}
