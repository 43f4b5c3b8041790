import type { AuditScope } from '../../audit/open-audit.ts';
import { countOf } from '../../report/format.ts';

/** One line on what a sample holds. */
export function sampleLine({ strata, conditions }: Pick<AuditScope, 'strata' | 'conditions'>): string {
  const drawn = (bail: boolean): number =>
    strata.filter((one) => one.bail === bail).reduce((sum, { trials }) => sum + trials.length, 0);
  const there = (bail: boolean): number =>
    strata.filter((one) => one.bail === bail).reduce((sum, { population }) => sum + population, 0);
  return (
    `${drawn(true)} of ${countOf(there(true), 'bail')} and ${drawn(false)} of ${countOf(there(false), 'other trial')} ` +
    `in ${countOf(conditions.length, 'condition')}`
  );
}
