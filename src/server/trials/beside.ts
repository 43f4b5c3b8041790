import { conditionId } from '../../analysis/condition-label.ts';
import { scorerVersions } from '../../conversation/outcome.ts';
import type { StoredCondition } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import { itemTrialsOf, partOfItem } from '../../store/trial-facts.ts';
import type { BesideTrial } from '../wire/trial-detail.ts';

/** An item in every condition and epoch of a study, in the plan's order. */
export function trialsBeside(
  store: Store,
  conditions: readonly StoredCondition[],
  itemId: number,
): readonly BesideTrial[] {
  const partIn = new Map(
    [...new Set(conditions.map(({ datasetId }) => datasetId))].map((id) => [id, partOfItem(store, id, itemId)]),
  );
  return conditions
    .filter(({ unsupported, datasetId, part }) => unsupported === null && partIn.get(datasetId) === part)
    .flatMap((condition) => {
      const { armId, epochs } = condition;
      const found = itemTrialsOf(store, { armId, itemId, epochs, version: scorerVersions.strict });
      const byEpoch = new Map(found.map((one) => [one.epoch, one]));
      return Array.from({ length: epochs }, (_, before) => {
        const one = byEpoch.get(before + 1);
        return {
          condition: conditionId(condition),
          epoch: before + 1,
          trial: one?.trialId ?? null,
          outcome: one?.outcome ?? ('pending' as const),
          bailProbability: one?.bailProbability ?? null,
        };
      });
    });
}
