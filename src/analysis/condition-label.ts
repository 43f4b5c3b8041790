import type { MethodName, Order } from '../conversation/exit.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { conditionId, datasetLabel } from './condition.ts';

/** Which condition a result is of, in the words that reports have for it. */
export interface ConditionLabel {
  /** Id of the condition. */
  readonly condition: string;
  readonly study: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly dataset: string;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly wording: string | null;
  readonly leadIn: string | null;
}

/** The label of a condition of a study; `wordingOf` gives wordings the names that reports show. */
export function conditionLabel(
  { condition, study }: { readonly condition: StoredCondition; readonly study: string },
  wordingOf: (condition: StoredCondition) => string | null,
): ConditionLabel {
  return {
    condition: conditionId(condition),
    study,
    model: condition.model,
    simulated: condition.simulated,
    dataset: datasetLabel(condition),
    method: condition.method,
    order: condition.order,
    wording: wordingOf(condition),
    leadIn: condition.leadIn?.name ?? null,
  };
}
