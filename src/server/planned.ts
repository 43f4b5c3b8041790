import { wordingLabels } from '../analysis/condition.ts';
import { conditionLabel } from '../analysis/condition-label.ts';
import { studyRevisions } from '../analysis/revisions.ts';
import { revisionConditions, type StoredCondition, type StoredRevision } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import type { ConditionName } from './wire/conditions.ts';

/** The newest plan of a study. */
export interface PlannedStudy {
  readonly revision: StoredRevision;
  /** In the plan's order. */
  readonly conditions: readonly PlannedCondition[];
}

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
  return (await plannedStudy(store, study)).conditions;
}

/**
 * The newest plan of a study.
 *
 * @throws ExitpollError when there is no such study.
 */
export async function plannedStudy(store: Store, study: string): Promise<PlannedStudy> {
  const [revision] = (await studyRevisions(store, study)) as [StoredRevision];
  const conditions = await revisionConditions(store, revision.id);
  const wordingOf = wordingLabels(conditions);
  const named = conditions.map((condition) => {
    const { condition: id, study: _, ...label } = conditionLabel(study, condition, wordingOf(condition));
    return { condition, name: { id, ...label, epochs: condition.epochs, unsupported: condition.unsupported } };
  });
  return { revision, conditions: named };
}
