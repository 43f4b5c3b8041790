import { type ConditionData } from '../condition.ts';
import { conditionId, readoutOf } from '../condition-label.ts';
import type { WayOffered } from './results.ts';

/** A condition that stands for its way of offering the exit. */
export interface PlainCondition {
  readonly data: ConditionData;
  readonly way: WayOffered;
}

/**
 * The conditions that offer an exit to a model as it is: on the items themselves, without a lead-in, with nobody else's reply, one for each method,
 * order and readout. Of several wordings it is the default one, or the first where there is none.
 */
export function plainConditions(
  conditions: readonly ConditionData[],
  wordingOf: (condition: ConditionData['condition']) => string | null,
): readonly PlainCondition[] {
  const plain = conditions.filter(
    ({ condition, grid }) =>
      grid !== null &&
      condition.part === 'originals' &&
      condition.leadIn === null &&
      condition.historyAuthor === 'dataset' &&
      condition.replyAuthor === 'self' &&
      condition.method !== 'baseline' &&
      condition.method !== 'placebo-tool',
  );
  const bySlot = Map.groupBy(plain, ({ study, condition }) =>
    JSON.stringify([
      study,
      condition.modelId,
      condition.datasetId,
      condition.method,
      condition.order,
      readoutOf(condition),
    ]),
  );
  return [...bySlot.values()].flatMap((same) => {
    const data = same.find(({ condition }) => /^default\b/.test(condition.wording ?? '')) ?? same[0];
    if (data === undefined) return [];
    const { condition } = data;
    const { method, order } = condition;
    const readout = readoutOf(condition);
    return [
      { data, way: { condition: conditionId(condition), method, order, readout, wording: wordingOf(condition) } },
    ];
  });
}
