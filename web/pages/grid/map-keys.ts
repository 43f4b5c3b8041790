import type { MapLayout } from './map-layout.ts';
import type { Cell } from './paint-map.ts';

/** A key that was pressed. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Where a key moves the cursor: arrows by a cell, Page Up and Page Down by a view, Home and End along the row, with
 * Ctrl to the first and last row, `[` and `]` to the group before and after.
 *
 * @param viewHeight of the part in view, pixels
 * @returns `null` for a key that moves nothing.
 */
export function movedCell(layout: MapLayout, from: Cell | null, key: Key, viewHeight: number): Cell | null {
  const rows = layout.rows.length;
  if (rows === 0 || layout.columns === 0) return null;
  const { row, column } = from ?? { row: 0, column: 0 };
  const page = Math.max(1, Math.floor((viewHeight - layout.header) / layout.rowHeight) - 1);
  const isFar = key.ctrlKey || key.metaKey;
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(layout.columns - 1, nextColumn)),
  });
  switch (key.key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'PageUp':
      return to(row - page, column);
    case 'PageDown':
      return to(row + page, column);
    case 'Home':
      return isFar ? to(0, column) : to(row, 0);
    case 'End':
      return isFar ? to(rows - 1, column) : to(row, layout.columns - 1);
    case '[':
      return to(layout.groups.findLast(({ firstRow }) => firstRow < row)?.firstRow ?? 0, column);
    case ']':
      return to(layout.groups.find(({ firstRow }) => firstRow > row)?.firstRow ?? row, column);
    default:
      return null;
  }
}
