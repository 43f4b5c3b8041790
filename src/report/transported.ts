import type { AuditResult } from '../analysis/audit-result.ts';
import type { TransportedRate } from '../analysis/transported-rate.ts';
import { auditGroups, auditLabel } from './audits.ts';
import { percent, percentRange } from './format.ts';
import type { Section } from './section.ts';
import { visibleLine } from './visible-text.ts';

/** Corrected rates times the factor for transcripts; `null` where there are none. */
export function transportedSection({ audits, transported }: TransportedFigures): Section | null {
  const rateOf = (audit: AuditResult): TransportedRate | undefined =>
    transported.find(({ condition, by }) => condition === audit.condition && by === audit.by);
  const groups = auditGroups(audits.filter((audit) => rateOf(audit) !== undefined)).map((group) => ({
    title: group.title,
    rows: group.audits.flatMap((audit) => {
      const rate = rateOf(audit);
      return rate === undefined ? [] : [{ label: labelOf(audit, rate), cells: cellsOf(rate) }];
    }),
  }));
  if (groups.length === 0) return null;
  return {
    id: 'transported',
    title: 'Corrected, times the factor for transcripts: what it would be with its own',
    notes: [factorNote, ...(transported.some((one) => one.transported) ? [transportedNote] : [])],
    columns: [{ title: 'factor' }, { title: '95 %', optional: 1 }, { title: 'rate' }, { title: '95 %' }],
    groups,
  };
}

interface TransportedFigures {
  readonly audits: readonly AuditResult[];
  readonly transported: readonly TransportedRate[];
}

/** With the dataset that the factor is of, where that is another one. */
function labelOf(audit: AuditResult, { measuredOn, transported }: TransportedRate): string {
  const of = transported && measuredOn !== null ? `factor of ${visibleLine(measuredOn, 30)}` : '';
  return [auditLabel(audit), of].filter((part) => part !== '').join(', ');
}

function cellsOf(one: TransportedRate): readonly string[] {
  const { factor, low, high } = one.factor;
  return [
    factor.toFixed(2),
    high === null ? `from ${low.toFixed(2)}` : `${low.toFixed(2)}–${high.toFixed(2)}`,
    `${percent(one.rate)}${one.transported ? ' T' : ''}`,
    percentRange(one.low, one.high),
  ];
}

const factorNote =
  'Rate is corrected × factor: the rate with transcripts of the model’s own over the rate with those by another author. ' +
  'Its interval carries the doubt of both.';

const transportedNote =
  'T, transported: the factor was not measured on these items. A factor holds for the model, method, order and author ' +
  'it was measured for, and as far as these conversations are like those.';
