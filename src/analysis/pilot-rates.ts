import { pilotEstimate, type PilotEstimate } from '../stats/pilot.ts';
import { revisionConditions } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { outcomesOf, readConditions } from './condition.ts';
import { readoutOf, type ConditionLabel } from './condition-label.ts';
import { countItems } from './item-counts.ts';
import { strictItemCounts } from './rate.ts';
import { studyRevisions } from './revisions.ts';

/** What a condition of a pilot says of its rate and of how alike its items are. */
export interface PilotRate extends Pick<
  ConditionLabel,
  'model' | 'dataset' | 'method' | 'order' | 'readout' | 'wording' | 'leadIn'
> {
  readonly estimate: PilotEstimate;
}

/**
 * Rates and clustering of all conditions of a store that offer an exit and have trials, benign twins apart.
 *
 * @throws ExitpollError when the store has no study.
 */
export async function pilotRates(store: Store): Promise<readonly PilotRate[]> {
  const planned: Parameters<typeof readConditions>[1][number][] = [];
  for (const { id, name } of await studyRevisions(store, undefined)) {
    for (const condition of await revisionConditions(store, id)) planned.push({ study: name, condition });
  }
  return readConditions(outcomesOf(store), planned).flatMap(({ condition, grid, rows }) => {
    if (grid === null || condition.method === 'baseline' || condition.part === 'twins') return [];
    const items = strictItemCounts(countItems(grid, rows), rows);
    if (items.length === 0) return [];
    const { model, dataset, method, order, wording } = condition;
    const leadIn = condition.leadIn?.name ?? null;
    const readout = readoutOf(condition);
    return [{ model, dataset, method, order, readout, wording, leadIn, estimate: pilotEstimate(items) }];
  });
}
