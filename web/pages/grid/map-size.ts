/** Rows at least so high have their names beside them. Pixels. */
export const namedHeight = 11;

/** A column is wide enough for its name to be read above it, turned. Pixels. */
const narrowest = 12;
const widest = 64;

/**
 * The width of a column where so many have this room: wide enough to be read, never wider than is of use, but for names
 * that can lie where they are few.
 *
 * @param longest of the columns' own names, pixels
 */
export function columnWidthIn(room: number, columns: number, longest: number): number {
  const own = Math.floor(room / Math.max(1, columns));
  return longest <= own ? Math.max(longest, Math.min(widest, own)) : Math.max(narrowest, Math.min(widest, own));
}

/** Width of the names beside the cells: of the rows where they are named, else of the levels of names above. Pixels. */
export function gutterFor(rowHeight: number, isNarrow: boolean): number {
  if (rowHeight < namedHeight) return 58;
  return isNarrow ? 88 : 168;
}

/** Heights of a row by name. Pixels. */
export const rowHeights = { tiny: 3, small: 7, named: 16 } as const;
export type RowSize = keyof typeof rowHeights;
