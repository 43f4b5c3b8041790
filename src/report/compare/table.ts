import type {
  CategoryDifference,
  Comparison,
  ComparisonRow,
  MeasuredDifference,
} from '../../analysis/compare/comparison.ts';
import { countOf, pValue, percent, points } from '../format.ts';
import { cannotConcludeText, theseItemsText } from '../labels.ts';
import type { RowColumn } from '../table-rows.ts';
import { leftOutText, noteText, tablePart, terminalPage, type TerminalPage } from '../terminal-page.ts';
import { visibleLine } from '../visible-text.ts';
import { fit, wrap } from '../wrap.ts';
import {
  adjustmentLabel,
  adjustmentText,
  directionAbout,
  directionText,
  exploratoryText,
  fewText,
  fixedText,
  hasFew,
  intervalText,
  ratio,
  ratioRange,
  sizeAbout,
  sizeText,
} from './format.ts';
import { layoutOf, type ComparisonLayout, type LabelledRow } from './layout.ts';
import { conditionName, sideName, sidesText } from './names.ts';
import { refusalGroups, refusalsByCategory, type RefusalGroup } from './refusals.ts';
import { changedPart } from './table-changed.ts';
import { linesOf } from './table-parts.ts';
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
  const page = terminalPage(options);
  const { width, paint } = page;
  const layout = layoutOf(comparison);
  const names = comparison.sides.map((_, index) => sideName(comparison, index));
  const refusals = refusalGroups(comparison);
  const parts = [
    paint('bold', fit(`Exitpoll ${comparison.exitpoll} · ${names.join(' − ')}`, width)),
    comparison.warnings
      .map((text) => paint('yellow', wrap(`Warning: ${visibleLine(text, 1000)}`, width, '  ')))
      .join('\n'),
    wrap(whatIsCompared(comparison, layout), width),
    differencesPart(comparison, layout, page),
    restPart(layout, page),
    refusalsPart(comparison, refusals, page),
    ...categoriesParts(comparison, layout, refusals, page),
    changedPart(layout, options.items, page),
    leftOutPart(comparison, page),
    notes(comparison)
      .map((text) => noteText(text, page))
      .join('\n'),
  ];
  parts.push(leftOutText(page, 'so has --format md, html or json'));
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

function differencesPart(comparison: Comparison, layout: ComparisonLayout, page: TerminalPage): string {
  const lines = linesOf(layout.groups, ({ label, row }) => differenceCells(label, row, row.pAdjusted));
  return tablePart(
    { title: 'Differences, for situations like these', columns: differenceColumns(comparison), lines },
    page,
  );
}

function restPart(layout: ComparisonLayout, page: TerminalPage): string {
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'ratio', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'these items', align: 'right', optional: 2, about: theseItemsText },
    { title: 'items/cl.', align: 'right', about: sizeAbout },
    { title: 'A>B : B>A', align: 'right', optional: 3, about: directionAbout },
  ];
  const lines = linesOf(layout.groups, ({ label, row }) => [
    label,
    ratio(row.ratio),
    ratioRange(row),
    fixedText(row),
    sizeText(row),
    directionText(row),
  ]);
  return tablePart({ title: 'Ratio A/B, and how much it rests on', columns, lines }, page);
}

function categoriesParts(
  comparison: Comparison,
  layout: ComparisonLayout,
  refusals: readonly RefusalGroup[],
  page: TerminalPage,
): string[] {
  const part = (title: string, categories: readonly CategoryDifference[]): string[] => {
    if (categories.length === 0) return [];
    const lines = categories.map((one) => differenceCells(`  ${visibleLine(one.category, 60)}`, one, one.pAdjusted));
    return [tablePart({ title, columns: differenceColumns(comparison), lines }, page)];
  };
  return [
    ...rowsOf(layout).flatMap(({ name, row }) => part(`By category: ${name}`, row.categories)),
    ...refusalsByCategory(refusals).flatMap(({ name, refusal }) =>
      part(`Refusals by category: ${name}`, refusal.categories),
    ),
  ];
}

function leftOutPart(comparison: Comparison, { width, paint }: TerminalPage): string {
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
