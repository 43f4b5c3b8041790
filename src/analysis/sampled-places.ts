import { outcomes } from '../conversation/outcome.ts';
import type { AuditStratum } from '../store/audit-samples.ts';
import { outcomeIn } from '../store/outcome-grid.ts';
import type { Store } from '../store/store.ts';
import type { ConditionData } from './condition.ts';

/** Where a sampled trial stands in its condition. */
export interface SampledPlace {
  /** Number of its item's cluster, as in the rate's items. */
  readonly cluster: number;
  /** Whether its outcome is another one now than when the sample was drawn. */
  readonly changed: boolean;
}

/** The places of the trials sampled from a condition, by the trials' ids. */
export function sampledPlaces(
  store: Store,
  { condition, grid }: ConditionData,
  strata: readonly AuditStratum[],
): ReadonlyMap<number, SampledPlace> {
  const places = new Map<number, SampledPlace>();
  if (grid === null) return places;
  const { membership, cells } = grid;
  const trial = store.statements.get('SELECT epoch, item_id FROM trial WHERE id = ? AND arm_id = ?');
  for (const { trialId, outcome } of strata.flatMap(({ trials }) => trials)) {
    const found = trial.get(trialId, condition.armId);
    const row = membership.finder.of(Number(found?.['item_id']));
    if (found === undefined || row < 0) continue;
    const cell = cells[(Number(found['epoch']) - 1) * membership.size + row] ?? 0;
    const now = outcomes[outcomeIn(cell, 'strict') - 1];
    places.set(trialId, { cluster: membership.clusterOf[row] ?? 0, changed: now !== outcome });
  }
  return places;
}
