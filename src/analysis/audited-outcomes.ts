import { meansLeaving, type AuditLabelName } from '../conversation/audit-label.ts';
import type { LabelledUnit, StoredLabel } from '../store/labels.ts';
import type { AuditedOutcomes } from './audit-result.ts';
import { consensus } from './consensus.ts';

/** What the results of audits by people are called. */
export const byPeople = 'people';

/** Labels by who gave them: all people together, and each judge. */
export function byRater(given: readonly StoredLabel[]): ReadonlyMap<string, readonly StoredLabel[]> {
  return Map.groupBy(given, ({ judge, rater }) => (judge ? rater : byPeople));
}

/** What the raters say of each unit together, by its id. */
export function consensusOf(given: readonly StoredLabel[]): ReadonlyMap<number, AuditLabelName> {
  return new Map(
    [...Map.groupBy(given, ({ unitId }) => unitId)].map(([unitId, some]) => [
      unitId,
      consensus(some.flatMap(({ label }) => label ?? [])),
    ]),
  );
}

/** What was read of one kind of outcome: of so many, the units that were sampled. */
export function auditedOutcomes(
  population: number = 0,
  sampled: readonly number[] = [],
  labelOf: ReadonlyMap<number, AuditLabelName>,
): AuditedOutcomes {
  const labels: Partial<Record<AuditLabelName, number>> = {};
  let [labelled, clear, leaving] = [0, 0, 0];
  for (const unitId of sampled) {
    const label = labelOf.get(unitId);
    if (label === undefined) continue;
    labels[label] = (labels[label] ?? 0) + 1;
    labelled += 1;
    if (meansLeaving(label) !== null) clear += 1;
    if (meansLeaving(label) === true) leaving += 1;
  }
  return { population, sampled: sampled.length, labelled, labels, leaving: clear === 0 ? null : leaving / clear };
}

/** Why there is no corrected rate where outcomes have changed since the sample was drawn. */
export function changedReason(changed: number, unit: LabelledUnit): string {
  const units = changed === 1 ? `a sampled ${unit} has` : `${changed} sampled ${unit}s have`;
  const draw = unit === 'trial' ? 'exitpoll audit draw' : 'exitpoll audit draw --conversations';
  return `${units} another outcome now than when the sample was drawn; draw again (\`${draw}\`)`;
}
