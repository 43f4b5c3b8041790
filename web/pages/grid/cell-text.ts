import { count, countOf, percentSigned } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { outcomes } from '../../../src/conversation/outcome.ts';
import { href } from '../../route.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { tallyOf, type Tally } from './grid-data.ts';
import { meanOf, without, type Measure } from './measures.ts';
import type { Cell, Spot } from './paint-map.ts';
import { measureNames, type GridView } from './use-grid-view.ts';

/** Where the trials of a cell, or of a column, are listed. */
export function cellHref(view: GridView, { row, column }: Spot, study: { readonly study?: string }): string | null {
  const of = view.columns[column];
  if (of === undefined || of.condition.unsupported !== null) return null;
  if (row === null) return href('trials', { ...study, condition: of.condition.id });
  const own = view.rows[row];
  if (own === undefined) return null;
  const name = { items: 'item', clusters: 'cluster', categories: 'category' }[view.rowKind];
  const value = view.rowKind === 'categories' && view.grid.categoryOf[own.places[0] ?? 0] === -1 ? 'none' : own.label;
  return href('trials', { ...study, condition: of.condition.id, [name]: value });
}

/** What a cell shows, in words: `abuse-3, sim:even · bail-tool: bail rate 33.3 %; 1 bail, 2 continue`. */
export function cellText(view: GridView, { row, column }: Cell): string {
  const [own, of] = [view.rows[row], view.columns[column]];
  if (own === undefined || of === undefined) return '';
  const tally = tallyOf(of, own.places);
  const counts = countsOf(tally).map(([name, trials]) => `${count(trials)} ${name}`);
  const share = shareText(view.values[column]?.[row] ?? without.unmeasured, view.measure);
  return `${visibleLine(own.label, 80)}, ${conditionText(of.condition, ['dataset'])}: ${share}${counts.length === 0 ? '' : `; ${counts.join(', ')}`}`;
}

/** What the pattern of cells with nothing to show means. */
export function unsupportedText(measure: Measure): string {
  return measure === 'refusal' ? 'not scored, or unsupported' : 'unsupported';
}

/** A share with its name, or why there is none. */
export function shareText(value: number, measure: Measure): string {
  switch (value) {
    case without.unsupported:
      return 'unsupported: the model cannot do the method';
    case without.pending:
      return 'no outcome yet';
    case without.unanswered:
      return 'asked, no answer';
    case without.unmeasured:
      return measure === 'refusal' ? 'not scored' : 'not read out';
    default:
      return `${measureNames[measure].toLowerCase()} ${percentSigned(value)}`;
  }
}

/** The outcomes that occur, and what is pending, with how many trials each. */
export function countsOf(tally: Tally): readonly (readonly [name: string, trials: number])[] {
  return [...outcomes, 'pending' as const]
    .map((name) => [name, tally[name]] as const)
    .filter(([, trials]) => trials > 0);
}

/** What a column is called in full. */
export function columnText(view: GridView, column: number): string {
  const of = view.columns[column];
  return of === undefined ? '' : conditionText(of.condition, ['dataset']);
}

/** The mean of a column: `mean bail rate 12.3 % of 231 items`, or why there is none. */
export function columnShare(view: GridView, column: number): string {
  const values = view.values[column];
  if (values === undefined || values.length === 0) return '';
  const mean = meanOf(
    values,
    Array.from(values, (_, row) => row),
  );
  if (mean < 0) return shareText(mean, view.measure);
  const found = values.reduce((sum, value) => sum + (value >= 0 ? 1 : 0), 0);
  const one = { items: 'item', clusters: 'cluster', categories: 'category' }[view.rowKind];
  const many = { items: 'items', clusters: 'clusters', categories: 'categories' }[view.rowKind];
  return `mean ${shareText(mean, view.measure)} of ${countOf(found, one, many)}`;
}

/** What is said beside the pointer: the column, then the row with its share. */
export function spotLines(view: GridView, { row, column }: Spot): readonly string[] {
  if (row === null) return [columnText(view, column), columnShare(view, column)];
  const share = shareText(view.values[column]?.[row] ?? without.unmeasured, view.measure);
  return [columnText(view, column), `${visibleLine(view.rows[row]?.label ?? '', 60)}: ${share}`];
}
