import type { Comparison, ComparisonRow } from '../../analysis/compare/comparison.ts';
import { methodLabel, modelLabel } from '../labels.ts';
import { visibleLine } from '../visible-text.ts';
import { arrange, type Arranged } from './arrange.ts';
import { sidesOf } from './names.ts';

/** The rows of a comparison as a report shows them: told apart by what varies, the rest said once. */
export interface ComparisonLayout {
  /** What all rows share, beside what is compared. Safe to print. */
  readonly shared: readonly string[];
  readonly groups: readonly RowGroup[];
}

export interface RowGroup {
  /** Empty where there is but one group. Safe to print. */
  readonly title: string;
  readonly rows: readonly LabelledRow[];
}

export interface LabelledRow {
  /** What tells the row apart in its group. Safe to print. */
  readonly label: string;
  /** What tells it apart among all rows. */
  readonly name: string;
  readonly row: ComparisonRow;
}

/** Arranges the rows of a comparison. */
export function layoutOf(comparison: Comparison): ComparisonLayout {
  const { shared, groups } = arrangeRows(comparison, comparison.rows, (row) => row);
  return {
    shared,
    groups: groups.map(({ title, rows }) => ({
      title,
      rows: rows.map(({ label, name, of }) => ({ label, name, row: of })),
    })),
  };
}

/**
 * Arranges things that are each of a row, by what their rows differ in beside what is compared.
 *
 * @param isOfOffer whether one depends on how the exit is offered, and so is told apart by it
 */
export function arrangeRows<One>(
  comparison: Comparison,
  list: readonly One[],
  rowOf: (one: One) => ComparisonRow,
  isOfOffer: (one: One) => boolean = () => true,
): Arranged<One> {
  const attributes = attributesOf(comparison).map(
    ({ ofOffer, text }) =>
      (one: One) =>
        ofOffer && !isOfOffer(one) ? '' : text(rowOf(one)),
  );
  return arrange(list, attributes, (one) => sidesOf(comparison, rowOf(one)));
}

/** Something that rows may differ in beside what is compared. */
interface Attribute {
  /** Nothing to a reply to which no exit is offered. */
  readonly ofOffer: boolean;
  /** Empty where it is what is compared. Safe to print. */
  readonly text: (row: ComparisonRow) => string;
}

function attributesOf(comparison: Comparison): readonly Attribute[] {
  const { rows } = comparison;
  const compared = new Set(comparison.compared);
  // A category may be compared within several datasets.
  const isDatasetOpen = comparison.sides.some(({ side }) => side.dataset === undefined && side.condition === undefined);
  if (isDatasetOpen) compared.delete('dataset');
  const unlessCompared = (key: string, text: Attribute['text']): Attribute['text'] =>
    compared.has(key) ? () => '' : text;
  const historyOf = authorText(rows, 'history', ({ a }) => a.historyAuthor, 'dataset');
  const replyOf = authorText(rows, 'reply', ({ a }) => a.replyAuthor, 'self');
  return [
    { ofOffer: false, text: unlessCompared('study', studyText(rows)) },
    { ofOffer: false, text: unlessCompared('model', ({ a }) => modelLabel(a)) },
    { ofOffer: false, text: unlessCompared('dataset', ({ a }) => visibleLine(a.dataset, 60)) },
    { ofOffer: true, text: (row) => offerOf(row, compared) },
    { ofOffer: true, text: unlessCompared('wording', ({ a, b }) => visibleLine(a.wording ?? b.wording ?? '', 40)) },
    {
      ofOffer: false,
      text: unlessCompared('lead-in', ({ a }) =>
        a.leadIn === null ? 'no lead-in' : `after ${visibleLine(a.leadIn, 40)}`,
      ),
    },
    { ofOffer: false, text: unlessCompared('history-author', historyOf) },
    { ofOffer: false, text: unlessCompared('reply-author', replyOf) },
  ];
}

/** The studies of a row, unless all are of one. */
function studyText(rows: readonly ComparisonRow[]): Attribute['text'] {
  if (new Set(rows.flatMap(({ a, b }) => [a.study, b.study])).size === 1) return () => '';
  return ({ a, b }) => `study ${visibleLine(a.study === b.study ? a.study : `${a.study}, ${b.study}`, 60)}`;
}

/** Who wrote something, said of every row as soon as it is not the usual author in one. */
function authorText(
  rows: readonly ComparisonRow[],
  what: string,
  authorOf: (row: ComparisonRow) => string,
  usual: string,
): Attribute['text'] {
  if (rows.every((row) => authorOf(row) === usual)) return () => '';
  return (row) => `${what} by ${visibleLine(authorOf(row), 40)}`;
}

/** How the exit is offered; where methods are compared, only the order that one of them has. */
function offerOf({ a, b }: ComparisonRow, compared: ReadonlySet<string>): string {
  const order = compared.has('order') ? null : (a.order ?? b.order);
  const readout = compared.has('readout') ? 'sampled' : a.readout;
  if (!compared.has('method')) return methodLabel({ method: a.method, order, readout });
  return order === null ? '' : order === 'bail-first' ? 'bail 1st' : 'stay 1st';
}
