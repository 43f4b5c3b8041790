import type { Comparison } from '../../analysis/compare/comparison.ts';
import { pValue, percent, points } from '../format.ts';
import { theseItemsText } from '../labels.ts';
import { adjustmentLabel, fixedText, intervalText, sizeAbout, sizeText } from './format.ts';
import { tablePart, type TerminalPage } from '../terminal-page.ts';
import { refusalsText, type RefusalGroup } from './refusals.ts';
import { linesOf } from './table-parts.ts';

/** The differences of refusals for a terminal; empty where none were scored. */
export function refusalsPart(comparison: Comparison, groups: readonly RefusalGroup[], page: TerminalPage): string {
  if (groups.length === 0) return '';
  const columns = [
    { title: '' },
    { title: 'A', align: 'right', optional: 1 },
    { title: 'B', align: 'right', optional: 1 },
    { title: 'points', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'these items', align: 'right', optional: 3, about: theseItemsText },
    { title: 'p', align: 'right' },
    { title: adjustmentLabel(comparison.adjustment), align: 'right' },
    { title: 'items/cl.', align: 'right', optional: 2, about: sizeAbout },
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
  return tablePart(
    { title: 'Refusals, for situations like these', columns, lines, notes: [refusalsText(comparison)] },
    page,
  );
}
