import { displayWidth, textTable, type Column } from '../base/text-table.ts';

/** A table as lines, its titles apart. */
export interface TableLines {
  readonly head: readonly string[];
  /** One for each row; a row of several lines holds their ends. */
  readonly rows: readonly string[];
}

/** Columns between two columns of `textTable`. */
export const gap = 2;

/** Each row as one line. */
export function beside(
  columns: readonly Column[],
  titles: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
): TableLines {
  const lines = inLine(columns, [...titles, ...rows]);
  return { head: lines.slice(0, titles.length), rows: lines.slice(titles.length) };
}

function inLine(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = rows;
  const titled = columns.map((column, index) => ({ ...column, title: first[index] ?? '' }));
  return textTable(titled, others).slice(0, -1).split('\n');
}

/**
 * Each row as its label, and its cells below that: in one line, as far right as the widest row lets them, or in as many
 * lines of columns as it takes.
 */
export function stacked(
  columns: readonly Column[],
  titles: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
  width: number,
): TableLines {
  const all = [...titles, ...rows];
  const blocks = fittingBlocks(columns, all, width).map((places) => {
    const own = places.map((place) => columns[place] as Column);
    const texts = inLine(
      own,
      all.map((row) => places.map((place) => row[place] ?? '')),
    );
    const indent = ' '.repeat(Math.max(0, Math.min(6, width - Math.max(...texts.map(displayWidth)))));
    return texts.map((text) => `${indent}${text}`.trimEnd());
  });
  const below = (index: number): string[] => blocks.map((texts) => texts[index] ?? '');
  return {
    head: blocks.flatMap((texts) => texts.slice(0, titles.length)),
    rows: rows.map(([label = ''], index) => [label, ...below(titles.length + index)].join('\n')),
  };
}

/** The places of all columns but the first, in runs that fit beside one another. */
function fittingBlocks(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  let used = width;
  for (let place = 1; place < columns.length; place += 1) {
    const wide = Math.max(...rows.map((row) => displayWidth(row[place] ?? '')));
    const isBeside = used + gap + wide <= width;
    if (isBeside) blocks.at(-1)?.push(place);
    else blocks.push([place]);
    used = isBeside ? used + gap + wide : wide;
  }
  return blocks;
}
