import { conditionId, datasetLabel, readoutOf, wordingLabels } from '../analysis/condition.ts';
import { studyRevisions } from '../analysis/revisions.ts';
import { revisionConditions, type StoredCondition } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import type { ConditionName } from './wire/conditions.ts';

/** A condition of a study's newest plan, with what names it in the viewer. */
export interface PlannedCondition {
  readonly condition: StoredCondition;
  readonly name: ConditionName;
}

/**
 * The conditions of the newest plan of a study, in its order.
 *
 * @throws ExitpollError when there is no such study.
 */
export async function plannedConditions(store: Store, study: string): Promise<readonly PlannedCondition[]> {
  const [revision] = await studyRevisions(store, study);
  const conditions = revision === undefined ? [] : await revisionConditions(store, revision.id);
  const wordingOf = wordingLabels(conditions);
  return conditions.map((condition) => ({
    condition,
    name: {
      id: conditionId(condition),
      model: condition.model,
      simulated: condition.simulated,
      dataset: datasetLabel(condition),
      method: condition.method,
      order: condition.order,
      readout: readoutOf(condition),
      wording: wordingOf(condition),
      leadIn: condition.leadIn?.name ?? null,
      historyAuthor: condition.historyAuthor,
      replyAuthor: condition.replyAuthor,
      epochs: condition.epochs,
      unsupported: condition.unsupported,
    },
  }));
}
