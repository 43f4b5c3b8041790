import { meansLeaving, type AuditLabelName } from '../conversation/audit-label.ts';
import { correctedRate, type AuditLabel, type CorrectedRate } from '../stats/corrected-rate.ts';
import type { ItemCount } from '../stats/proportion.ts';
import { auditStrata, isStratumOf, type AuditStratum } from '../store/audit-samples.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { sampledLabels, type StoredLabel } from '../store/labels.ts';
import type { Store } from '../store/store.ts';
import type { AuditedOutcomes, AuditResult, AuditStep, AuditSteps } from './audit-result.ts';
import { type ConditionData } from './condition.ts';
import { conditionLabel, type ConditionLabel } from './condition-label.ts';
import { auditedOutcomes, byRater, changedReason, consensusOf } from './audited-outcomes.ts';
import { countItems } from './item-counts.ts';
import { strictItemCounts } from './rate.ts';
import { sampledPlaces, type SampledPlace } from './sampled-places.ts';

/** The corrected rate of every condition that was audited: by people together, and by each judge. */
export function auditResults(
  store: Store,
  data: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly AuditResult[] {
  return auditedConditions(store, data, wordingOf).flatMap((audited) =>
    [...audited.labels].map(([by, some]) => auditResult(audited, by, some)),
  );
}

/** At how many numbers of labels, at most, a corrected rate is followed. */
const mostSteps = 40;

/** How the corrected rate of every audited condition moved with the labels, in the order in which they were given. */
export function auditSteps(store: Store, data: readonly ConditionData[]): readonly AuditSteps[] {
  return auditedConditions(store, data, () => null).flatMap((audited) =>
    [...audited.labels].map(([by, some]) => {
      const inTime = some.toSorted((one, other) => one.labelledAt - other.labelledAt || one.unitId - other.unitId);
      const count = Math.min(mostSteps, inTime.length);
      const steps = Array.from({ length: count }, (_, index): AuditStep => {
        const labels = Math.round(((index + 1) * inTime.length) / count);
        const { corrected, low, high } = auditResult(audited, by, inTime.slice(0, labels));
        return { labels, corrected, low, high };
      });
      return { condition: audited.label.condition, by, steps };
    }),
  );
}

function auditedConditions(
  store: Store,
  data: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly Audited[] {
  const samples = new Map(
    [...new Set(data.map(({ study }) => study))].map((study) => {
      const strata = auditStrata(store, study);
      return [study, { strata, labels: strata.length === 0 ? [] : sampledLabels(store, study) }];
    }),
  );
  return data.flatMap((one) => {
    const { strata = [], labels = [] } = samples.get(one.study) ?? {};
    const own = strata.filter((stratum) => isStratumOf(stratum, one.condition));
    if (own.length === 0 || one.grid === null) return [];
    const items = strictItemCounts(countItems(one.grid, one.rows), one.rows);
    if (items.length === 0) return [];
    const places = sampledPlaces(store, one, own);
    const given = labels.filter(({ unitId, label }) => places.has(unitId) && label !== null);
    const label = conditionLabel(one.study, one.condition, wordingOf(one.condition));
    return [{ label, items, strata: own, places, labels: byRater(given) }];
  });
}

interface Audited {
  readonly label: ConditionLabel;
  readonly items: readonly ItemCount[];
  readonly strata: readonly AuditStratum[];
  readonly places: ReadonlyMap<number, SampledPlace>;
  /** By who has read them. */
  readonly labels: ReadonlyMap<string, readonly StoredLabel[]>;
}

function auditResult(audited: Audited, by: string, given: readonly StoredLabel[]): AuditResult {
  const { label, items, strata, places } = audited;
  const labelOf = consensusOf(given);
  const [bails, others] = ([true, false] as const).map((bail) => {
    const stratum = strata.find((one) => one.bail === bail);
    return auditedOutcomes(
      stratum?.population,
      stratum?.trials.map(({ trialId }) => trialId),
      labelOf,
    );
  }) as [AuditedOutcomes, AuditedOutcomes];
  const changed = [...places.values()].filter(({ changed: isChanged }) => isChanged).length;
  const correct = (unclear: boolean | null): CorrectedRate =>
    correctedRate(items, auditLabels(strata, labelOf, places, unclear));
  const found = correct(null);
  const isUsable = changed === 0 && found.corrected !== null;
  const hasUnclear = [bails, others].some(({ labels }) => (labels.unclear ?? 0) > 0);
  return {
    ...label,
    by,
    raters: [...new Set(given.map(({ rater }) => rater))].sort(),
    bails,
    others,
    rate: found.rate,
    corrected: isUsable ? found.corrected : null,
    low: isUsable ? (found.random?.low ?? null) : null,
    high: isUsable ? (found.random?.high ?? null) : null,
    lowFixed: isUsable ? (found.fixed?.low ?? null) : null,
    highFixed: isUsable ? (found.fixed?.high ?? null) : null,
    tooFew: found.tooFew,
    bounds: isUsable
      ? hasUnclear
        ? [correct(false).corrected ?? found.corrected ?? 0, correct(true).corrected ?? found.corrected ?? 1]
        : [found.corrected ?? 0, found.corrected ?? 1]
      : null,
    reason: whyNone(changed, found),
  };
}

function whyNone(changed: number, { corrected, reason }: CorrectedRate): string | null {
  if (changed > 0) return changedReason(changed, 'trial');
  if (corrected !== null) return null;
  return reason === 'no success was audited' ? 'no bail has a clear label yet' : 'no other trial has a clear label yet';
}

/** @param unclear what the unclear are taken to have meant; `null` leaves them out. */
function auditLabels(
  strata: readonly AuditStratum[],
  labelOf: ReadonlyMap<number, AuditLabelName>,
  places: ReadonlyMap<number, SampledPlace>,
  unclear: boolean | null,
): readonly AuditLabel[] {
  return strata.flatMap(({ bail, trials }) =>
    trials.flatMap(({ trialId }) => {
      const label = labelOf.get(trialId);
      const cluster = places.get(trialId)?.cluster;
      if (label === undefined || cluster === undefined) return [];
      const meant = meansLeaving(label) ?? unclear;
      return meant === null ? [] : [{ cluster, counted: bail, meant }];
    }),
  );
}
