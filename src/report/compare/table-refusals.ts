import type { Comparison } from '../../analysis/compare/comparison.ts';
import { pValue, percent, points } from '../format.ts';
import type { Paint } from '../paint.ts';
import { wrap } from '../wrap.ts';
import { adjustmentLabel, fixedText, intervalText, sizeText } from './format.ts';
import { refusalsText, type RefusalGroup } from './refusals.ts';
import { headed, linesOf } from './table-parts.ts';

/** The differences of refusals for a terminal; empty where none were scored. */
export function refusalsPart(
  comparison: Comparison,
  groups: readonly RefusalGroup[],
  width: number,
  paint: Paint,
): string {
  if (groups.length === 0) return '';
  const columns = [
    { title: '' },
    { title: 'A', align: 'right', optional: 1 },
    { title: 'B', align: 'right', optional: 1 },
    { title: 'points', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'these items', align: 'right', optional: 3 },
    { title: 'p', align: 'right' },
    { title: adjustmentLabel(comparison.adjustment), align: 'right' },
    { title: 'items/cl.', align: 'right', optional: 2 },
  ] as const;
  const lines = linesOf(groups, ({ label, refusal }) => [
    label,
    percent(refusal.rateA),
    percent(refusal.rateB),
    points(refusal.difference),
    intervalText(refusal),
    fixedText(refusal),
    pValue(refusal.p),
    pValue(refusal.pAdjusted),
    sizeText(refusal),
  ]);
  const note = paint('dim', wrap(refusalsText(comparison), width, '  '));
  return `${headed('Refusals, for situations like these', columns, lines, width, paint)}\n${note}`;
}
