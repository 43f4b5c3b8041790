import type { AuditedOutcomes, AuditResult } from '../analysis/audit-result.ts';
import { auditLabels, meansLeaving } from '../conversation/audit-label.ts';
import { nothing, percent, percentRange } from './format.ts';
import { methodLabel, modelLabel, variantLabel } from './labels.ts';
import { visibleLine } from './visible-text.ts';

/** What tells corrected rates, or shares, apart. */
export type AuditNames = Pick<
  AuditResult,
  'model' | 'simulated' | 'dataset' | 'method' | 'order' | 'wording' | 'leadIn' | 'historyAuthor' | 'replyAuthor' | 'by'
>;

/** Corrected rates of one model on one dataset, of replies by one author. */
export interface AuditGroup<Audit extends AuditNames> {
  /** Safe to print. */
  readonly title: string;
  readonly audits: readonly Audit[];
}

/** Corrected rates by model and dataset, in order. */
export function auditGroups<Audit extends AuditNames>(audits: readonly Audit[]): readonly AuditGroup<Audit>[] {
  const groups = Map.groupBy(audits, (one) =>
    JSON.stringify([one.model, one.simulated, one.dataset, authorsText(one)]),
  );
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const parts = [modelLabel(first), visibleLine(first.dataset, 40), authorsText(first)];
    return [{ title: parts.filter((part) => part !== '').join(' · '), audits: some }];
  });
}

function authorsText({ historyAuthor, replyAuthor }: AuditNames): string {
  return variantLabel({ wording: null, leadIn: null, historyAuthor, replyAuthor });
}

/** How the exit was offered and, where it is not people, who read it. Safe to print. */
export function auditLabel(audit: AuditNames): string {
  const { leadIn } = audit;
  const variant = variantLabel({ leadIn, wording: audit.wording === 'default' ? null : audit.wording });
  const by = audit.by === 'people' ? '' : `by ${visibleLine(audit.by, 40)}`;
  return [methodLabel(audit), variant, by].filter((part) => part !== '').join(', ');
}

/** In how many of the clear ones the model chose to leave: `24 of 30`. */
export function leavingText(read: AuditedOutcomes): string {
  const clear = read.labelled - (read.labels.unclear ?? 0);
  return `${read.labels.leaves ?? 0} of ${clear}`;
}

/** The corrected rate, or why there is none. */
export function correctedText(audit: AuditResult): string {
  return audit.corrected === null ? nothing : percent(audit.corrected);
}

/** Its range if none of the unclear, and if all, had chosen to leave; empty where none is unclear. */
export function unclearText({ bounds, bails, others }: AuditResult): string {
  const unclear = (bails.labels.unclear ?? 0) + (others.labels.unclear ?? 0);
  return unclear === 0 || bounds === null ? '' : `${unclear} unclear: ${percentRange(...bounds)}`;
}

/** What bails were that the model did not choose, most frequent first: `4 rewritten, 1 echo`. Empty for none. */
export function causesText({ labels }: AuditedOutcomes): string {
  return auditLabels
    .filter((label) => meansLeaving(label) === false && (labels[label] ?? 0) > 0)
    .sort((one, other) => (labels[other] ?? 0) - (labels[one] ?? 0))
    .map((label) => `${labels[label]} ${label}`)
    .join(', ');
}

/** What Krippendorff's alpha is; shown wherever agreement of raters is. */
export const agreementLegend =
  'Alpha (Krippendorff’s) is of all that at least two have labelled; kappa (Cohen’s of two raters, Fleiss’ of more) of what ' +
  'all of them have. 1 is full agreement, 0 what chance gives; 95 % intervals, clusters random. Meaning: leaves, does ' +
  'not, cannot be told.';

/** What the figures of detectors are; shown wherever they are. */
export const detectorsLegend =
  'With 95 % intervals, clusters random. Precision: of what it finds, how much has this label, and any label of a ' +
  'misreading; recall: of what has this label, how much it finds. Unclear trials are left out. A detector corrects no rate.';

/** What a corrected rate is; shown wherever one is. */
export const correctedLegend =
  'Of a random sample of bails, and of the other trials, it was read whether the model chose to leave. Corrected is ' +
  'counted × share of bails that were meant + (1 − counted) × share of the others that were. Its 95 % interval is for ' +
  'situations like these, and carries the doubt of the rate and of the labels.';
