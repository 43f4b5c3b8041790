import type { StoredCondition, StoredRevision } from '../../store/conditions.ts';
import { conditionId } from '../condition-label.ts';
import { differenceBetween, type DifferenceOf } from './differences.ts';
import { alteredModels } from './lineage.ts';
import type { RefusalDifference } from './results.ts';
import type { ScoredCondition } from './scored.ts';
import type { ConditionLabel } from '../condition-label.ts';

/** Differences from what has no lead-in, and from the model an altered one was made from. */
export function differenceResults(
  shown: readonly ScoredCondition[],
  all: readonly ScoredCondition[],
  baselineOf: (condition: StoredCondition) => ScoredCondition | null,
  namesOf: (one: ScoredCondition) => ConditionLabel,
  scorer: string,
  revisions: readonly StoredRevision[],
): readonly RefusalDifference[] {
  const lineage = new Map(revisions.map((revision) => [revision.id, alteredModels(revision)]));
  const result = (
    a: ScoredCondition,
    b: ScoredCondition,
    of: DifferenceOf,
    kind: RefusalDifference['kind'],
    against: string,
  ): RefusalDifference => ({
    ...namesOf(a),
    of,
    scorer: of === 'refusal' ? scorer : null,
    kind,
    against,
    againstCondition: conditionId(b.data.condition),
    ...differenceBetween(a, b, of),
  });
  return shown.flatMap((one) => {
    const { condition } = one.data;
    const isBaseline = baselineOf(condition) === one;
    const found: RefusalDifference[] = [];
    if (isBaseline && condition.leadIn !== null) {
      const plain = baselineOf({ ...condition, leadIn: null });
      if (plain !== null) found.push(result(one, plain, 'refusal', 'lead-in', 'no lead-in'));
    }
    const from = lineage.get(condition.revisionId)?.get(condition.model);
    if (from === undefined) return found;
    const original = all.find(
      (other) => isSameBut(other.data.condition, condition) && other.data.condition.model === from,
    );
    if (original === undefined) return found;
    if (isBaseline) found.push(result(one, original, 'refusal', 'altered-from', from));
    if (condition.method !== 'baseline' && condition.method !== 'placebo-tool') {
      found.push(result(one, original, 'bail', 'altered-from', from));
    }
    return found;
  });
}

/** All but the model is the same. */
function isSameBut(one: StoredCondition, other: StoredCondition): boolean {
  return (
    one.revisionId === other.revisionId &&
    one.datasetId === other.datasetId &&
    one.part === other.part &&
    one.offerHash === other.offerHash &&
    one.settingsId === other.settingsId &&
    one.leadIn?.name === other.leadIn?.name &&
    one.historyAuthor === other.historyAuthor &&
    one.replyAuthor === other.replyAuthor
  );
}
