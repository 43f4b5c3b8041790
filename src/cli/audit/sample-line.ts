import type { AuditScope } from '../../audit/open-audit.ts';
import { countOf } from '../../report/format.ts';
import type { PassageKind } from '../../store/audit-passages.ts';
import type { LabelledUnit } from '../../store/labels.ts';

/** One line on what a sample holds. */
export function sampleLine(scope: AuditScope, unit: LabelledUnit): string {
  return unit === 'trial' ? trialsLine(scope) : conversationsLine(scope);
}

function trialsLine({ strata, conditions }: AuditScope): string {
  const drawn = (bail: boolean): number =>
    strata.filter((one) => one.bail === bail).reduce((sum, { trials }) => sum + trials.length, 0);
  const there = (bail: boolean): number =>
    strata.filter((one) => one.bail === bail).reduce((sum, { population }) => sum + population, 0);
  return (
    `${drawn(true)} of ${countOf(there(true), 'bail')} and ${drawn(false)} of ${countOf(there(false), 'other trial')} ` +
    `in ${countOf(conditions.length, 'condition')}`
  );
}

function conversationsLine({ passages }: AuditScope): string {
  const of = (kind: PassageKind): string => {
    const own = passages.filter((one) => one.kind === kind);
    const drawn = own.reduce((sum, one) => sum + one.passages.length, 0);
    return `${drawn} of ${own.reduce((sum, { population }) => sum + population, 0)}`;
  };
  const conditions = new Set(passages.map(({ armId, datasetId, part }) => `${armId} ${datasetId} ${part}`)).size;
  return (
    `${of('bail')} conversations with a bail, ${of('stay')} without one and ${of('open')} without one but with an ` +
    `unanswered turn in ${countOf(conditions, 'condition')}`
  );
}
