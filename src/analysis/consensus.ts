import { auditLabels, meansLeaving, type AuditLabelName } from '../conversation/audit-label.ts';

/**
 * What several raters say of one trial together: the meaning (leaves, does not, cannot be told) that most of them give,
 * and within it the most frequent label, the first of the list where several are. Without a single most frequent meaning
 * it is `unclear`.
 *
 * @param given at least one label
 */
export function consensus(given: readonly AuditLabelName[]): AuditLabelName {
  const meanings = Map.groupBy(given, meansLeaving);
  const most = Math.max(...[...meanings.values()].map(({ length }) => length));
  const [first, ...others] = [...meanings.values()].filter(({ length }) => length === most);
  if (first === undefined || others.length > 0) return 'unclear';
  const times = (label: AuditLabelName): number => first.filter((one) => one === label).length;
  return auditLabels.reduce((best, label) => (times(label) > times(best) ? label : best));
}
