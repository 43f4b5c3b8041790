import type {
  CategoryDifference,
  Comparison,
  ComparisonRow,
  MeasuredDifference,
} from '../../analysis/compare/comparison.ts';
import { countOf, pValue, percent, points } from '../format.ts';
import { cannotConcludeText } from '../labels.ts';
import { painter, type Paint } from '../paint.ts';
import type { RowColumn } from '../table-rows.ts';
import { visibleLine } from '../visible-text.ts';
import { fit, wrap } from '../wrap.ts';
import {
  adjustmentLabel,
  adjustmentText,
  directionText,
  exploratoryText,
  fewText,
  fixedText,
  hasFew,
  intervalText,
  ratio,
  ratioRange,
  sizeText,
} from './format.ts';
import { layoutOf, type ComparisonLayout, type LabelledRow } from './layout.ts';
import { conditionName, sideName, sidesText } from './names.ts';
import { refusalGroups, refusalsByCategory, type RefusalGroup } from './refusals.ts';
import { changedPart } from './table-changed.ts';
import { headed, linesOf } from './table-parts.ts';
import { refusalsPart } from './table-refusals.ts';

/** A comparison for a terminal, at most `width` columns wide. */
export function renderComparisonTable(
  comparison: Comparison,
  options: {
    readonly color: boolean;
    readonly width: number;
    /** How many of the items that changed most of every comparison; chosen by their number unless given. */
    readonly items?: number | undefined;
  },
): string {
  const width = Math.max(40, options.width);
  const paint = painter(options.color);
  const layout = layoutOf(comparison);
  const names = comparison.sides.map((_, index) => sideName(comparison, index));
  const refusals = refusalGroups(comparison);
  const parts = [
    paint('bold', fit(`Exitpoll ${comparison.exitpoll} · ${names.join(' − ')}`, width)),
    comparison.warnings
      .map((text) => paint('yellow', wrap(`Warning: ${visibleLine(text, 1000)}`, width, '  ')))
      .join('\n'),
    wrap(whatIsCompared(comparison, layout), width),
    differencesPart(comparison, layout, width, paint),
    restPart(layout, width, paint),
    refusalsPart(comparison, refusals, width, paint),
    ...categoriesParts(comparison, layout, refusals, width, paint),
    changedPart(layout, options.items, width, paint),
    leftOutPart(comparison, width, paint),
    notes(comparison)
      .map((text) => paint('dim', wrap(text, width, '  ')))
      .join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What is compared, on what, and how it was paired. */
export function whatIsCompared(comparison: Comparison, layout: ComparisonLayout): string {
  const isPaired = comparison.rows.some(({ pairing }) => pairing !== 'none');
  const shared = layout.shared.length === 0 ? '' : ` On ${layout.shared.join(' · ')}.`;
  const how = isPaired ? ' Paired: items answered in both, epochs matched.' : '';
  return `${sidesText(comparison)}${shared}${how} Rates in %, differences in points, with 95 % intervals.`;
}

function notes(comparison: Comparison): string[] {
  const { rows } = comparison;
  return [
    rows.length > 1 ? adjustmentText(comparison.adjustment, rows) : '',
    rows.some(({ conclusion }) => conclusion === 'cannot conclude') ? cannotConcludeText : '',
    hasFew([...rows, ...rows.flatMap(({ refusals }) => refusals)]) ? fewText : '',
    exploratoryText,
    '--format html --out compare.html adds a chart and the transcripts of what changed.',
  ].filter((text) => text !== '');
}

function differenceColumns(comparison: Comparison): readonly RowColumn[] {
  return [
    { title: '' },
    { title: 'A', align: 'right', optional: 2 },
    { title: 'B', align: 'right', optional: 2 },
    { title: 'points', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'p', align: 'right' },
    { title: adjustmentLabel(comparison.adjustment), align: 'right', optional: 1 },
  ];
}

function differenceCells(label: string, of: MeasuredDifference, pAdjusted: number | null): string[] {
  return [
    label,
    percent(of.rateA),
    percent(of.rateB),
    points(of.difference),
    intervalText(of),
    pValue(of.p),
    pValue(pAdjusted),
  ];
}

function differencesPart(comparison: Comparison, layout: ComparisonLayout, width: number, paint: Paint): string {
  const lines = linesOf(layout.groups, ({ label, row }) => differenceCells(label, row, row.pAdjusted));
  return headed('Differences, for situations like these', differenceColumns(comparison), lines, width, paint);
}

function restPart(layout: ComparisonLayout, width: number, paint: Paint): string {
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'ratio', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'these items', align: 'right', optional: 2 },
    { title: 'items/cl.', align: 'right' },
    { title: 'A>B : B>A', align: 'right', optional: 3 },
  ];
  const lines = linesOf(layout.groups, ({ label, row }) => [
    label,
    ratio(row.ratio),
    ratioRange(row),
    fixedText(row),
    sizeText(row),
    directionText(row),
  ]);
  return headed(
    'Ratio A/B, difference for exactly these items, clusters that bail more in A or B',
    columns,
    lines,
    width,
    paint,
  );
}

function categoriesParts(
  comparison: Comparison,
  layout: ComparisonLayout,
  refusals: readonly RefusalGroup[],
  width: number,
  paint: Paint,
): string[] {
  const part = (title: string, categories: readonly CategoryDifference[]): string[] => {
    if (categories.length === 0) return [];
    const lines = categories.map((one) => differenceCells(`  ${visibleLine(one.category, 60)}`, one, one.pAdjusted));
    return [headed(title, differenceColumns(comparison), lines, width, paint)];
  };
  return [
    ...rowsOf(layout).flatMap(({ name, row }) => part(`By category: ${name}`, row.categories)),
    ...refusalsByCategory(refusals).flatMap(({ name, refusal }) =>
      part(`Refusals by category: ${name}`, refusal.categories),
    ),
  ];
}

function leftOutPart(comparison: Comparison, width: number, paint: Paint): string {
  const { leftOut } = comparison;
  if (leftOut.length === 0) return '';
  const shown = leftOut
    .slice(0, 5)
    .map(({ condition, reason }) =>
      wrap(`${conditionName(condition)}: ${visibleLine(reason, 100)}`, width, '    ', '  '),
    );
  const more = leftOut.length > shown.length ? [`  and ${leftOut.length - shown.length} more; --json lists them`] : [];
  return paint('dim', [`${countOf(leftOut.length, 'condition')} left out:`, ...shown, ...more].join('\n'));
}

function rowsOf(layout: ComparisonLayout): readonly (LabelledRow & { readonly row: ComparisonRow })[] {
  return layout.groups.flatMap(({ rows }) => rows);
}
