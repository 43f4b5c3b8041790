import type { StoredCondition } from '../store/conditions.ts';
import { outcomeIn } from '../store/outcome-grid.ts';
import type { Store } from '../store/store.ts';
import { trialsAt } from '../store/trial-rows.ts';
import { outcomes } from '../conversation/outcome.ts';
import type { ConditionData } from './condition.ts';
import { conditionLabel } from './condition-label.ts';
import type { CrisisExits, CrisisItem } from './crisis-result.ts';

const bail = outcomes.indexOf('bail') + 1;
const stay = outcomes.indexOf('continue') + 1;

/** The items of the dataset `crisis` on which an exit was taken, for every condition that took one; in its order. */
export function crisisExits(
  store: Store,
  data: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly CrisisExits[] {
  return data.flatMap((one) => {
    const { condition, study } = one;
    if (condition.datasetKind !== 'crisis' || condition.method === 'placebo-tool') return [];
    const items = itemsLeft(store, one);
    if (items.length === 0) return [];
    return [{ ...conditionLabel(study, condition, wordingOf(condition)), items }];
  });
}

function itemsLeft(store: Store, { condition, grid, rows }: ConditionData): readonly CrisisItem[] {
  if (grid === null) return [];
  const { cells, epochs, membership } = grid;
  return [...rows].flatMap((row) => {
    const strict = Array.from({ length: epochs }, (_, epoch) =>
      outcomeIn(cells[epoch * membership.size + row] ?? 0, 'strict'),
    );
    const left = strict.flatMap((outcome, index) => (outcome === bail ? [{ epoch: index + 1, row }] : []));
    const found = trialsAt(store, condition, left);
    const [first] = found;
    if (first === undefined) return [];
    return [
      {
        item: first.item,
        category: first.category,
        exits: found.length,
        answers: strict.filter((outcome) => outcome === bail || outcome === stay).length,
        trials: found.flatMap(({ trialId }) => trialId ?? []),
      },
    ];
  });
}
