import type { PlacedHeads } from './placed-heads.ts';
import type { MapRow, RowGroup } from './rows.ts';

/** Where everything of a map stands, in CSS pixels from the top left of the whole map. */
export interface MapLayout {
  readonly groups: readonly PlacedGroup[];
  /** All rows, first to last. */
  readonly rows: readonly MapRow[];
  /** The top of each row. */
  readonly tops: Float64Array;
  readonly columns: number;
  readonly rowHeight: number;
  readonly columnWidth: number;
  /** Width of the names beside the cells. */
  readonly gutter: number;
  readonly heads: PlacedHeads;
  /** Height of the names above the cells. */
  readonly header: number;
  readonly width: number;
  readonly height: number;
}

/** A heading over some rows. */
export interface PlacedGroup {
  readonly title: string | null;
  readonly top: number;
  readonly firstRow: number;
  readonly rows: number;
  readonly items: number;
}

/** Height of a heading. */
export const headingHeight = 22;

export interface LayoutSetting {
  readonly columns: number;
  readonly rowHeight: number;
  readonly columnWidth: number;
  readonly gutter: number;
  readonly heads: PlacedHeads;
}

/** Places the rows of all groups below each other, under the names of the columns. */
export function mapLayout(groups: readonly RowGroup[], setting: LayoutSetting): MapLayout {
  const rows = groups.flatMap((group) => group.rows);
  const tops = new Float64Array(rows.length);
  const placed: PlacedGroup[] = [];
  const header = setting.heads.height + 3;
  let top = header;
  let row = 0;
  for (const { title, rows: own } of groups) {
    const items = own.reduce((sum, { places }) => sum + places.length, 0);
    placed.push({ title, top, firstRow: row, rows: own.length, items });
    if (title !== null) top += headingHeight;
    for (const _ of own) {
      tops[row] = top;
      top += setting.rowHeight;
      row += 1;
    }
  }
  return {
    ...setting,
    header,
    groups: placed,
    rows,
    tops,
    width: setting.gutter + setting.columns * setting.columnWidth,
    height: top,
  };
}

/** The first row whose lower edge is below a height; the number of rows where there is none. */
export function firstRowBelow({ tops, rowHeight }: MapLayout, y: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) + rowHeight > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The column at a distance from the left; `null` beside all columns. */
export function columnAt({ gutter, columnWidth, columns }: MapLayout, x: number): number | null {
  const column = Math.floor((x - gutter) / columnWidth);
  return column < 0 || column >= columns ? null : column;
}

/** The cell at a point of the map; `null` beside all cells. */
export function cellAt(
  layout: MapLayout,
  x: number,
  y: number,
): { readonly row: number; readonly column: number } | null {
  const column = columnAt(layout, x);
  const row = firstRowBelow(layout, y);
  if (column === null || row >= layout.rows.length) return null;
  return y < (layout.tops[row] ?? 0) ? null : { row, column };
}
