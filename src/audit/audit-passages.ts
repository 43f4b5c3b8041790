import { trialReader } from '../analysis/trial-records.ts';
import { uniformOf } from '../base/random.ts';
import { passageTurns, type PassageStratum } from '../store/audit-passages.ts';
import { isStratumOf } from '../store/audit-samples.ts';
import type { StoredCondition } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import type { AuditUnit } from './audit-unit.ts';

/** A sampled conversation as it is given to a rater. */
export interface AuditPassage extends AuditUnit {
  readonly stratum: PassageStratum;
}

/** The sampled conversations of some conditions of a study, each once, shuffled like `auditTrials`. */
export function auditPassages(
  store: Store,
  study: string,
  conditions: readonly StoredCondition[],
  strata: readonly PassageStratum[],
): readonly AuditPassage[] {
  const read = trialReader(store, study, conditions);
  const found: (AuditPassage & { readonly key: number })[] = [];
  for (const stratum of strata) {
    const condition = conditions.find((one) => isStratumOf(stratum, one));
    if (condition === undefined) continue;
    const turns = passageTurns(store, stratum, stratum.passages);
    for (const { passageId } of stratum.passages) {
      found.push({
        unitId: passageId,
        condition,
        stratum,
        key: uniformOf(['audit order', stratum.seed, passageId]),
        read: () =>
          (turns.get(passageId) ?? []).flatMap(({ trialId }) =>
            trialId === null ? [] : (read(condition, trialId) ?? []),
          ),
      });
    }
  }
  return found.sort((one, other) => one.key - other.key);
}
