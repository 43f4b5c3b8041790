import type {
  CategoryDifference,
  ChangedItem,
  Comparison,
  ComparisonRow,
  MeasuredDifference,
} from '../../analysis/compare/comparison.ts';
import { count, countOf, pValue, percent, points, pointsRange } from '../format.ts';
import { cannotConcludeText } from '../labels.ts';
import { painter, type Paint } from '../paint.ts';
import { tableRows, type RowColumn, type TableLine } from '../table-rows.ts';
import { visibleLine } from '../visible-text.ts';
import { fit, wrap } from '../wrap.ts';
import {
  adjustmentLabel,
  adjustmentText,
  directionText,
  exploratoryText,
  fewText,
  hasFew,
  intervalText,
  ratio,
  ratioRange,
  sizeText,
} from './format.ts';
import { refusalGroups, refusalsByCategory, refusalsText } from './refusals.ts';
import { conditionName, layoutOf, sideName, sidesText, type ComparisonLayout, type LabelledRow } from './layout.ts';

/** A comparison for a terminal, at most `width` columns wide. */
export function renderComparisonTable(
  comparison: Comparison,
  options: { readonly color: boolean; readonly width: number },
): string {
  const width = Math.max(40, options.width);
  const paint = painter(options.color);
  const layout = layoutOf(comparison);
  const names = comparison.sides.map((_, index) => sideName(comparison, index));
  const parts = [
    paint('bold', fit(`Exitpoll ${comparison.exitpoll} · ${names.join(' − ')}`, width)),
    comparison.warnings
      .map((text) => paint('yellow', wrap(`Warning: ${visibleLine(text, 1000)}`, width, '  ')))
      .join('\n'),
    wrap(whatIsCompared(comparison, layout), width),
    differencesPart(comparison, layout, width, paint),
    restPart(layout, width, paint),
    refusalsPart(layout, width, paint),
    ...categoriesParts(comparison, layout, width, paint),
    ...changedParts(layout, width, paint),
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

function linesOf(layout: ComparisonLayout, cells: (row: LabelledRow) => string[]): TableLine[] {
  return layout.groups.flatMap((group): TableLine[] => [
    ...(group.title === '' ? [] : [`  ${group.title}`]),
    ...group.rows.map((row) => {
      const [label = '', ...rest] = cells(row);
      return [`${group.title === '' ? '  ' : '    '}${label}`, ...rest];
    }),
  ]);
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
  const lines = linesOf(layout, ({ label, row }) => differenceCells(label, row, row.pAdjusted));
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
  const lines = linesOf(layout, ({ label, row }) => [
    label,
    ratio(row.ratio),
    ratioRange(row),
    pointsRange(row.lowFixed, row.highFixed) + (row.tooFewFixed && row.lowFixed !== null ? '*' : ''),
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

function refusalsPart(layout: ComparisonLayout, width: number, paint: Paint): string {
  const groups = refusalGroups(layout);
  if (groups.length === 0) return '';
  const columns: readonly RowColumn[] = [
    { title: '' },
    ...['A', 'B', 'points', '95 %', 'p'].map((title) => ({ title, align: 'right' }) as const),
    { title: 'items/cl.', align: 'right', optional: 1 },
  ];
  const lines = groups.flatMap(({ title, rows }): TableLine[] => [
    ...(title === '' ? [] : [`  ${title}`]),
    ...rows.map(({ label, refusal }) => [
      `${title === '' ? '  ' : '    '}${label}`,
      percent(refusal.rateA),
      percent(refusal.rateB),
      points(refusal.difference),
      intervalText(refusal),
      pValue(refusal.p),
      sizeText(refusal),
    ]),
  ]);
  const note = paint('dim', wrap(refusalsText(groups), width, '  '));
  return `${headed('Refusals, for situations like these', columns, lines, width, paint)}\n${note}`;
}

function categoriesParts(comparison: Comparison, layout: ComparisonLayout, width: number, paint: Paint): string[] {
  const part = (title: string, categories: readonly CategoryDifference[]): string[] => {
    if (categories.length === 0) return [];
    const lines = categories.map((one) => differenceCells(`  ${visibleLine(one.category, 60)}`, one, one.pAdjusted));
    return [headed(title, differenceColumns(comparison), lines, width, paint)];
  };
  return [
    ...rowsOf(layout).flatMap(({ name, row }) => part(`By category: ${name}`, row.categories)),
    ...refusalsByCategory(refusalGroups(layout)).flatMap(({ name, refusal }) =>
      part(`Refusals by category: ${name}`, refusal.categories),
    ),
  ];
}

function changedParts(layout: ComparisonLayout, width: number, paint: Paint): string[] {
  const rows = rowsOf(layout).filter(({ row }) => row.changed.length > 0);
  const each = rows.length === 1 ? 10 : rows.length <= 4 ? 3 : 0;
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'A', align: 'right' },
    { title: 'B', align: 'right' },
    { title: 'points', align: 'right' },
    { title: 'epochs', align: 'right', optional: 2 },
    { title: 'trials A · B', align: 'right', optional: 1 },
  ];
  return rows.slice(0, each === 0 ? 0 : rows.length).map(({ name, row }) => {
    const shown = row.changed.slice(0, each);
    const title = `Items that changed most${rows.length === 1 ? '' : `: ${name}`} (${count(row.changedItems)} of ${countOf(row.items.a, 'item')} changed)`;
    return headed(title, columns, shown.map(changedCells), width, paint);
  });
}

function changedCells({ item, category, rateA, rateB, difference, epochs, trialsA, trialsB }: ChangedItem): string[] {
  const where = category === null ? '' : ` (${visibleLine(category, 30)})`;
  const trials = `${idsText(trialsA)} · ${idsText(trialsB)}`;
  return [
    `  ${visibleLine(item, 60)}${where}`,
    percent(rateA),
    percent(rateB),
    points(difference),
    `${epochs}`,
    trials,
  ];
}

/** The first of some ids, and how many more there are. */
function idsText(ids: readonly number[]): string {
  return ids.length <= 1 ? `${ids[0] ?? '–'}` : `${ids[0]}+${ids.length - 1}`;
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

function headed(
  title: string,
  columns: readonly RowColumn[],
  lines: readonly TableLine[],
  width: number,
  paint: Paint,
): string {
  const [head = '', ...rows] = tableRows(columns, lines, width).split('\n');
  return [paint('bold', wrap(title, width)), paint('dim', head), ...rows].join('\n');
}
