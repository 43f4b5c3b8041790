import type { ChangedItem } from '../../analysis/compare/comparison.ts';
import { count, countOf, percent, points } from '../format.ts';
import type { RowColumn, TableLine } from '../table-rows.ts';
import { tablePart, type TerminalPage } from '../terminal-page.ts';
import { visibleLine } from '../visible-text.ts';
import type { ComparisonLayout, LabelledRow } from './layout.ts';

const columns: readonly RowColumn[] = [
  { title: '' },
  { title: 'A', align: 'right' },
  { title: 'B', align: 'right' },
  { title: 'points', align: 'right' },
  { title: 'epochs', align: 'right', optional: 2 },
  { title: 'trials A · B', align: 'right', optional: 1 },
];

/** Comparisons whose items are named where it is not said how many to name. */
const mostComparisons = 20;

/**
 * The items that changed most of every comparison; empty where nothing is paired, or nothing changed.
 *
 * @param most how many of each comparison; unless given, fewer the more comparisons there are, and of the first 20 alone
 */
export function changedPart({ groups }: ComparisonLayout, most: number | undefined, page: TerminalPage): string {
  const all = groups.flatMap(({ title, rows }) =>
    rows.filter(({ row }) => row.changed.length > 0).map((one) => ({ title, ...one })),
  );
  if (all.length === 0 || most === 0) return '';
  const each = most ?? (all.length === 1 ? 10 : all.length <= 4 ? 3 : 1);
  const shown = most === undefined ? all.slice(0, mostComparisons) : all;
  const lines = [...Map.groupBy(shown, ({ title }) => title)].flatMap(([title, rows]): TableLine[] => [
    ...(title === '' ? [] : [`  ${title}`]),
    ...rows.flatMap((row) => changedLines(row, all.length === 1, title === '' ? '  ' : '    ', each)),
  ]);
  const notes = [notesText(all, shown.length, each)];
  return tablePart({ title: 'Items that changed most', columns, lines, notes }, page);
}

/** How many items of a comparison changed, then those that changed most. */
function changedLines({ label, row }: LabelledRow, isAlone: boolean, indent: string, each: number): TableLine[] {
  const changed = `${count(row.changedItems)} of ${countOf(row.items.a, 'item')} changed`;
  return [
    `${indent}${isAlone ? '' : `${label}: `}${changed}`,
    ...row.changed.slice(0, each).map((item) => changedCells(item, indent)),
  ];
}

/** How to read the trials, and what is not shown. */
function notesText(all: readonly LabelledRow[], shown: number, each: number): string {
  const isMore = all.some(({ row }) => row.changedItems > Math.min(each, row.changed.length));
  const first = each === 1 ? 'first is' : `first ${count(each)} are`;
  return [
    'Trials of A · of B, as `exitpoll export trials` numbers them: 12+3 is trial 12 and three more.',
    isMore ? `Of each comparison only the ${first} shown; --items N shows N.` : '',
    all.length > shown ? `${countOf(all.length - shown, 'comparison')} more: --items N shows all.` : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function changedCells(
  { item, category, rateA, rateB, difference, epochs, trialsA, trialsB }: ChangedItem,
  indent: string,
): string[] {
  const where = category === null ? '' : ` (${visibleLine(category, 30)})`;
  return [
    `${indent}  ${visibleLine(item, 60)}${where}`,
    percent(rateA),
    percent(rateB),
    points(difference),
    count(epochs),
    `${idsText(trialsA)} · ${idsText(trialsB)}`,
  ];
}

/** The first of some ids, and how many more there are. */
function idsText(ids: readonly number[]): string {
  return ids.length <= 1 ? `${ids[0] ?? '–'}` : `${ids[0]}+${ids.length - 1}`;
}
