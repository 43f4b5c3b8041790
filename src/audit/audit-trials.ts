import { uniformOf } from '../base/random.ts';
import { trialReader } from '../analysis/trial-records.ts';
import type { AuditStratum } from '../store/audit-samples.ts';
import { isStratumOf } from '../store/audit-samples.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { damagedStore } from '../store/sqlite/errors.ts';
import type { Store } from '../store/store.ts';
import type { AuditUnit } from './audit-unit.ts';

/** A sampled trial as it is given to a rater. */
export interface AuditTrial extends AuditUnit {
  readonly stratum: AuditStratum;
}

/**
 * The sampled trials of some conditions of a study, each once, shuffled over all conditions and outcomes by the seed: so
 * that nothing can be told from the order, and those read so far are a random sample whenever one stops.
 */
export function auditTrials(
  store: Store,
  study: string,
  conditions: readonly StoredCondition[],
  strata: readonly AuditStratum[],
): readonly AuditTrial[] {
  const read = trialReader(store, study, conditions);
  const byTrial = new Map<number, AuditTrial & { readonly key: number }>();
  for (const stratum of strata) {
    const condition = conditions.find((one) => isStratumOf(stratum, one));
    if (condition === undefined) continue;
    for (const { trialId } of stratum.trials) {
      if (byTrial.has(trialId)) continue;
      byTrial.set(trialId, {
        unitId: trialId,
        condition,
        stratum,
        key: uniformOf(['audit order', stratum.seed, trialId]),
        read: () => {
          const trial = read(condition, trialId);
          if (trial === null)
            throw damagedStore(store.file, `trial ${trialId} was drawn for an audit, and is not in its dataset`);
          return [trial];
        },
      });
    }
  }
  return [...byTrial.values()].sort((one, other) => one.key - other.key);
}
