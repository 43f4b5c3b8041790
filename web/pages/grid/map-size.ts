import type { ColumnHeads } from './column-label.ts';

/** The width of a column where so many have this room: wide enough to be seen, never wider than is of use. Pixels. */
export function columnWidthIn(room: number, columns: number): number {
  return Math.max(9, Math.min(64, Math.floor(room / Math.max(1, columns))));
}

/** Of the names of models above those of their columns. Pixels. */
export const bandHeight = 22;

/** How high the names above the columns stand: as the longest of them, within limits. Pixels. */
export function headerFor({ labels, bands }: ColumnHeads): number {
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 0);
  return Math.max(48, Math.min(200, Math.ceil(longest * 6.4) + 16)) + (bands.length > 0 ? bandHeight : 0);
}

/** Heights of a row by name. Pixels. */
export const rowHeights = { tiny: 3, small: 7, named: 16 } as const;
export type RowSize = keyof typeof rowHeights;
