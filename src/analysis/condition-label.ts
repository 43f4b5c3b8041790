import type { MethodName, Order } from '../conversation/exit.ts';
import type { StoredCondition } from '../store/conditions.ts';

/** How an answer is taken: drawn, or as the probabilities of both answers. */
export type ReadoutKind = 'sampled' | 'logprobs';

/** Which condition a result is of, in the words that reports have for it. */
export interface ConditionLabel {
  /** Id of the condition: a surrogate key, stable within one store. */
  readonly condition: string;
  readonly study: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly dataset: string;
  readonly method: MethodName;
  /** `null` but for the bail prompt. */
  readonly order: Order | null;
  readonly readout: ReadoutKind;
  /** Name of the wording; `null` for the baseline. With `@hash` where one name has two contents. */
  readonly wording: string | null;
  readonly leadIn: string | null;
  /** Who wrote the earlier turns: `dataset`, `self`, or another model by its label. */
  readonly historyAuthor: string;
  /** Who wrote the reply that is asked about: `self`, `dataset`, or another model by its label. */
  readonly replyAuthor: string;
}

/** The label of a condition of a study, with the name that reports show for its wording. */
export function conditionLabel(study: string, condition: StoredCondition, wording: string | null): ConditionLabel {
  return {
    condition: conditionId(condition),
    study,
    model: condition.model,
    simulated: condition.simulated,
    dataset: datasetLabel(condition),
    method: condition.method,
    order: condition.order,
    readout: readoutOf(condition),
    wording,
    leadIn: condition.leadIn?.name ?? null,
    historyAuthor: condition.historyAuthor,
    replyAuthor: condition.replyAuthor,
  };
}

/** The label among the fields of a result, whose condition has this id. */
export function labelOf(result: Omit<ConditionLabel, 'condition'>, condition: string): ConditionLabel {
  const { study, model, simulated, dataset, method, order, readout, wording, leadIn } = result;
  const arm = { method, order, readout, wording, leadIn };
  const { historyAuthor, replyAuthor } = result;
  return { condition, study, model, simulated, dataset, ...arm, historyAuthor, replyAuthor };
}

/** What decides a reply that no exit is offered to, beside the item: conditions that share it are asked about the same. */
export function repliesKey(of: Omit<ConditionLabel, 'condition'>): string {
  const { study, model, dataset, leadIn, historyAuthor, replyAuthor } = of;
  return JSON.stringify([study, model, dataset, leadIn, historyAuthor, replyAuthor]);
}

/** What the id of a condition of benign twins ends with. */
export const twinsSuffix = 't';

/** Stable within a store: the surrogate keys of arm and dataset, and a suffix for the dataset's twins. */
export function conditionId(condition: StoredCondition): string {
  return `${condition.armId}-${condition.datasetId}${condition.part === 'twins' ? twinsSuffix : ''}`;
}

/** How results call a condition's items: `starter`, and `starter twins` for their benign twins. */
export function datasetLabel(condition: StoredCondition): string {
  return condition.part === 'twins' ? `${condition.dataset} twins` : condition.dataset;
}

/** How a condition's answers were taken. */
export function readoutOf(condition: StoredCondition): ReadoutKind {
  return (condition.settings as { readout?: ReadoutKind }).readout ?? 'sampled';
}
