import type { ComparedCondition, Comparison, ComparisonRow } from '../../analysis/compare/comparison.ts';
import { methodLabel, modelLabel } from '../labels.ts';
import { visibleLine } from '../visible-text.ts';

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

/** Arranges the rows: the last of what varies names a row, all before it its group. */
export function layoutOf(comparison: Comparison): ComparisonLayout {
  const { rows } = comparison;
  const compared = new Set(comparison.compared);
  // A category may be compared within several datasets.
  const isDatasetOpen = comparison.sides.some(({ side }) => side.dataset === undefined && side.condition === undefined);
  if (isDatasetOpen) compared.delete('dataset');
  const isOneStudy = new Set(rows.flatMap(({ a, b }) => [a.study, b.study])).size === 1;
  const attributes: readonly (readonly [key: string, text: (row: ComparisonRow) => string])[] = [
    [
      'study',
      ({ a, b }) =>
        isOneStudy ? '' : `study ${visibleLine(a.study === b.study ? a.study : `${a.study}, ${b.study}`, 60)}`,
    ],
    ['model', ({ a }) => modelLabel(a)],
    ['dataset', ({ a }) => visibleLine(a.dataset, 60)],
    ['method', ({ a, b }) => offerOf(a, b, compared)],
    ['wording', ({ a, b }) => wordingOf(a.wording ?? b.wording)],
    ['lead-in', ({ a }) => (a.leadIn === null ? 'no lead-in' : `after ${visibleLine(a.leadIn, 40)}`)],
    ['sides', (row) => sidesOf(comparison, row)],
  ];
  const texts = rows.map((row) =>
    attributes.map(([key, text]) => (compared.has(key) && key !== 'method' ? '' : text(row))),
  );
  const varies = attributes.map((_, place) => new Set(texts.map((own) => own[place])).size > 1);
  const shared = (texts[0] ?? []).filter((text, place) => varies[place] === false && text !== '' && place < sides);
  const varying = texts.map((own) => own.filter((text, place) => varies[place] === true && text !== ''));
  const labelled = rows.map((row, index) => {
    const parts = varying[index] ?? [];
    const label = parts.at(-1) ?? texts[index]?.[sides] ?? '';
    return { title: parts.slice(0, -1).join(' · '), label, name: parts.join(' · ') || label, row };
  });
  const groups = [...Map.groupBy(labelled, ({ title }) => title)].map(([title, own]) => ({ title, rows: own }));
  return { shared, groups };
}

/** Place of the sides among the attributes. */
const sides = 6;

/** What A and B are, one sentence, safe to print. */
export function sidesText(comparison: Comparison): string {
  const names = comparison.sides.map((_, index) => sideName(comparison, index));
  const [first = '', second = ''] = names;
  if (names.length === 2) return `A is ${first}, B is ${second}; differences are A minus B.`;
  const last = names.at(-1) ?? '';
  const isAgainst = comparison.rows.every(({ sideB }) => sideB === names.length - 1);
  return isAgainst
    ? `A is what a row names, B is ${last}; differences are A minus B.`
    : 'Of every pair the first is A, the second B; differences are A minus B.';
}

/** A side as the command line has it, with its store. Safe to print. */
export function sideName({ sides: all }: Comparison, index: number): string {
  const side = all[index];
  if (side === undefined) return '';
  return visibleLine(side.store === null ? side.text : `${side.text} in ${side.store}`, 100);
}

/** A condition in full: `sim:even · starter · bail-tool · default`. Safe to print. */
export function conditionName(of: ComparedCondition): string {
  const parts = [
    modelLabel(of),
    itemsOf(of),
    methodLabel(of),
    of.wording === null ? '' : wordingOf(of.wording),
    of.leadIn === null ? '' : `after ${visibleLine(of.leadIn, 40)}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function itemsOf({ dataset, category }: ComparedCondition): string {
  return visibleLine(category === null ? dataset : `${dataset} ${category}`, 60);
}

/** How the exit is offered; where methods are compared, only the order that one of them has. */
function offerOf(a: ComparedCondition, b: ComparedCondition, compared: ReadonlySet<string>): string {
  const order = compared.has('order') ? null : (a.order ?? b.order);
  const readout = compared.has('readout') ? 'sampled' : a.readout;
  if (!compared.has('method')) return methodLabel({ method: a.method, order, readout });
  return order === null ? '' : order === 'bail-first' ? 'bail 1st' : 'stay 1st';
}

function wordingOf(wording: string | null): string {
  return wording === null ? '' : visibleLine(wording, 40);
}

/** Which sides a row compares; only A where B is the same for all. */
function sidesOf(comparison: Comparison, { sideA, sideB }: ComparisonRow): string {
  const short = (index: number): string => shortName(comparison, index);
  const isAgainst = comparison.sides.length > 2 && comparison.rows.every((row) => row.sideB === sideB);
  return isAgainst ? short(sideA) : `${short(sideA)} − ${short(sideB)}`;
}

/** The value alone where every side states but one and the same key. */
function shortName(comparison: Comparison, index: number): string {
  const keys = new Set(comparison.sides.flatMap(({ side, store }) => [...Object.keys(side), store ?? '']));
  keys.delete('');
  const side = comparison.sides[index];
  const values = Object.values(side?.side ?? {});
  const isPlain = keys.size === 1 && values.length === 1;
  return isPlain ? visibleLine(values[0] ?? '', 40) : sideName(comparison, index);
}
