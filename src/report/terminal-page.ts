import { painter, type Paint } from './paint.ts';
import { layTable, type LaidTable, type RowColumn, type TableLine } from './table-rows.ts';
import { wrap } from './wrap.ts';

/** What is written for a terminal: how wide it is, its colours, and what its tables had no room for. */
export interface TerminalPage {
  /** Columns, at least 40. */
  readonly width: number;
  readonly paint: Paint;
  /** Titles of the columns that some table had no room for; every table adds its own. */
  readonly leftOut: Set<string>;
  /** What was said of columns: each is explained where it first stands. */
  readonly said: Set<string>;
}

/** An empty page; a terminal of less than 40 columns is written to as if it had 40. */
export function terminalPage({ color, width }: { readonly color: boolean; readonly width: number }): TerminalPage {
  return { width: Math.max(40, width), paint: painter(color), leftOut: new Set(), said: new Set() };
}

/** A table for a page. */
export interface TablePart {
  /** Over the table; none where it is empty. */
  readonly title: string;
  readonly columns: readonly RowColumn[];
  readonly lines: readonly TableLine[];
  /** Sentences below it; those about a column that is shown come after them. */
  readonly notes?: readonly string[];
}

/** A table under its bold title, its head and the notes below it dimmed. */
export function tablePart({ title, columns, lines, notes = [] }: TablePart, page: TerminalPage): string {
  const { width, paint } = page;
  const table = layTable(columns, lines, width);
  return [
    ...(title === '' ? [] : [paint('bold', wrap(title, width))]),
    ...table.head.map((line) => paint('dim', line)),
    ...table.rows,
    ...[...notes, ...told(table, page)].map((text) => noteText(text, page)),
  ].join('\n');
}

/** The same with every column: those there is no room for stand in further tables below it, with the same labels. */
export function wholePart({ title, columns, lines, notes = [] }: TablePart, page: TerminalPage): string {
  const { width, paint } = page;
  const tables: string[] = [];
  const about: string[] = [];
  let places = columns.map((_, place) => place);
  while (places.length > 1) {
    const shown = places.map((place) => columns[place] as RowColumn);
    const cells = lines.map((line) => (typeof line === 'string' ? line : places.map((place) => line[place] ?? '')));
    const table = layTable(shown, cells, width);
    tables.push(...table.head.map((line) => paint('dim', line)), ...table.rows);
    about.push(...told({ ...table, leftOut: [] }, page));
    const left = table.leftOutPlaces.map((index) => places[index] as number);
    places = left.length < places.length - 1 ? [0, ...left] : [];
  }
  const texts = [...notes, ...about].map((text) => noteText(text, page));
  return [paint('bold', wrap(title, width)), ...tables, ...texts].join('\n');
}

/** Notes on a page what a table has no room for. @returns sentences about its columns that were not said before. */
export function told({ leftOut, about }: LaidTable, page: TerminalPage): string[] {
  for (const left of leftOut) page.leftOut.add(left);
  const fresh = about.filter((text) => !page.said.has(text));
  for (const text of fresh) page.said.add(text);
  return fresh;
}

/** A sentence of our own, dimmed. */
export function noteText(text: string, { width, paint }: TerminalPage): string {
  return paint('dim', wrap(text, width, '  '));
}

/** Says once which columns are missing, and where they are: `also`, and a wider terminal. Empty where none is. */
export function leftOutText(page: TerminalPage, also: string): string {
  if (page.leftOut.size === 0) return '';
  const names = [...page.leftOut].slice(0, mostNamed).map((name) => `“${name}”`);
  const rest = page.leftOut.size - names.length;
  const list = names.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return noteText(`Not shown, for want of width: ${list}. A wider terminal has these columns, and ${also}.`, page);
}

const mostNamed = 8;
