import { displayWidth, type Column } from '../base/text-table.ts';
import { distinctLabels } from './distinct-labels.ts';
import { beside, gap, stacked } from './table-lines.ts';
import { wrap } from './wrap.ts';

/** A column of a table for a terminal. */
export interface RowColumn extends Column {
  /** The first line of a title of two lines. */
  readonly over?: string;
  /** With a number the column gives way on a narrow terminal, the highest first. */
  readonly optional?: number;
  /** A sentence that explains it, said where it is shown. */
  readonly about?: string;
}

/** A line of a table with headings between its rows: cells, or a text across the columns. */
export type TableLine = readonly string[] | string;

/** A table as it fits a terminal. */
export interface LaidTable {
  /** The titles, in one line or two. */
  readonly head: readonly string[];
  readonly rows: readonly string[];
  /** Titles of columns there was no room for. */
  readonly leftOut: readonly string[];
  /** The places of all these, also of such as have no title. */
  readonly leftOutPlaces: readonly number[];
  /** Sentences about the columns that are shown, each once. */
  readonly about: readonly string[];
}

/**
 * Aligned rows with headings between them, at most `width` columns wide. Optional columns give way until the first has
 * room for `leastLabel` columns, or for its texts; then these are cut, so that those under one heading stay told apart.
 * Where even that is too much, each row takes two lines: its label, and below it its cells.
 */
export function layTable(
  columns: readonly RowColumn[],
  lines: readonly TableLine[],
  width: number,
  leastLabel = usualLabel,
): LaidTable {
  const rows = lines.filter((line) => typeof line !== 'string');
  const widths = columns.map(({ title, over = '' }, index) =>
    Math.max(...[title, over, ...rows.map((row) => row[index] ?? '')].map(displayWidth)),
  );
  const least = Math.min(leastLabel, widths[0] ?? 0);
  let kept = columns.map((_, index) => index);
  const room = (): number => width - kept.slice(1).reduce((sum, index) => sum + (widths[index] ?? 0) + gap, 0);
  while (room() < least) {
    const next = Math.max(0, ...kept.map((index) => columns[index]?.optional ?? 0));
    if (next === 0) break;
    kept = kept.filter((index) => columns[index]?.optional !== next);
  }
  const isStacked = room() < Math.min(least, shortestLabel);
  const shown = kept.map((index) => columns[index] as RowColumn);
  const cells = (row: readonly string[]): string[] => kept.map((index) => row[index] ?? '');
  const cut = withLabels(lines, isStacked ? width : room());
  const over = shown.some((column) => column.over !== undefined) ? [shown.map((column) => column.over ?? '')] : [];
  const titles = [...over, shown.map(({ title }) => title)];
  const body = cut.filter((line) => typeof line !== 'string').map(cells);
  const texts = isStacked ? stacked(shown, titles, body, width) : beside(shown, titles, body);
  let next = 0;
  return {
    head: texts.head,
    rows: cut.map((line) => (typeof line === 'string' ? heading(line, width) : (texts.rows[next++] ?? ''))),
    leftOut: columns
      .filter((_, index) => !kept.includes(index))
      .map(nameOf)
      .filter((name) => name !== ''),
    leftOutPlaces: columns.flatMap((_, index) => (kept.includes(index) ? [] : [index])),
    about: [...new Set(shown.flatMap(({ about }) => about ?? []))],
  };
}

/** Columns of a label that are kept, if need be at the cost of optional columns. */
const usualLabel = 24;

/** Below this a label is worth a line of its own. */
const shortestLabel = 20;

function nameOf({ over = '', title }: RowColumn): string {
  return [over, title]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join(' ')
    .replace('- ', '');
}

/** The lines with labels of at most `max` columns: those that differ still do, those that do not stay alike. */
function withLabels(lines: readonly TableLine[], max: number): readonly TableLine[] {
  const labels = lines.filter((line) => typeof line !== 'string').map(([label = '']) => label);
  if (!labels.some((label) => displayWidth(label) > max)) return lines;
  const texts = [...new Set(labels.map((label) => label.trimStart()))];
  const indent = Math.max(...labels.map((label) => label.length - label.trimStart().length));
  const short = new Map(distinctLabels(texts, max - indent).map((text, index) => [texts[index], text]));
  return lines.map((line) => {
    if (typeof line === 'string') return line;
    const [label = '', ...rest] = line;
    const text = label.trimStart();
    return [`${' '.repeat(label.length - text.length)}${short.get(text) ?? text}`, ...rest];
  });
}

/** A text across the columns: whole, in as many lines as it takes. */
function heading(text: string, width: number): string {
  if (text.includes('\n') || displayWidth(text) <= width) return text;
  return wrap(text, width, `${/^ */.exec(text)?.[0] ?? ''}  `);
}
