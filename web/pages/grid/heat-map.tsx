import { useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';

import { useDark } from '../../ui/use-dark.ts';
import type { ColumnHeads } from './column-label.ts';
import { columnWidthIn, headerFor } from './map-size.ts';
import { movedCell } from './map-keys.ts';
import { cellAt, mapLayout, type MapLayout } from './map-layout.ts';
import type { Cell } from './paint-map.ts';
import { paletteOf } from './palette.ts';
import type { RowGroup } from './rows.ts';
import { usePainting, useRoom } from './use-map-view.ts';

export interface HeatMapProps {
  readonly label: string;
  readonly groups: readonly RowGroup[];
  /** Shares of the rows, by column. */
  readonly values: readonly Float32Array[];
  readonly heads: ColumnHeads;
  readonly rowHeight: number;
  readonly cell: Cell | null;
  /** @param by how the cell was reached: what is reached by keys is said aloud */
  readonly onCell: (cell: Cell, by: 'keys' | 'pointer') => void;
  readonly onOpen: (cell: Cell) => void;
}

/** Room for a scroll bar and the border. Pixels. */
const scrollbar = 18;

/** The map: only what is in view is painted. Arrow keys move a cursor, Enter opens its cell. */
export function HeatMap(props: HeatMapProps): ReactNode {
  const { label, groups, values, heads, rowHeight, cell, onCell, onOpen } = props;
  const outer = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = useRoom(outer);
  const palette = paletteOf(useDark());
  const layout = useMemo((): MapLayout => {
    const gutter = room < 600 ? 88 : 168;
    return mapLayout(groups, {
      columns: values.length,
      rowHeight,
      columnWidth: columnWidthIn(room - gutter - scrollbar, values.length),
      gutter,
      header: headerFor(heads),
    });
  }, [groups, values, heads, rowHeight, room]);
  const picture = useMemo(() => ({ layout, values, heads }), [layout, values, heads]);
  usePainting({ scroller, canvas }, picture, palette, cell, room);

  const pointed = (event: MouseEvent): Cell | null => {
    const place = scroller.current;
    if (place === null) return null;
    const { left, top } = place.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    if (x < layout.gutter || y < layout.header) return null;
    return cellAt(layout, x + place.scrollLeft, y + place.scrollTop);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && cell !== null) {
      onOpen(cell);
      return;
    }
    const next = movedCell(layout, cell, event, scroller.current?.clientHeight ?? 0);
    if (next === null) return;
    event.preventDefault();
    onCell(next, 'keys');
    if (scroller.current !== null) bringIntoView(scroller.current, layout, next);
  };
  return (
    <div ref={outer}>
      <div className="map" style={{ width: `min(100%, ${layout.width + scrollbar}px)` }}>
        <canvas ref={canvas} aria-hidden="true" />
        <div
          ref={scroller}
          className="map-scroller"
          tabIndex={0}
          role="application"
          aria-roledescription="heat map"
          aria-label={`${label}. Arrow keys move over the cells, Enter opens the trials of one.`}
          onKeyDown={onKey}
          onMouseMove={(event) => {
            const found = pointed(event);
            if (found !== null && (found.row !== cell?.row || found.column !== cell.column)) onCell(found, 'pointer');
          }}
          onClick={(event) => {
            const found = pointed(event);
            if (found !== null) onOpen(found);
          }}
          onFocus={() => {
            if (cell === null && layout.rows.length > 0 && layout.columns > 0) onCell({ row: 0, column: 0 }, 'keys');
          }}
        >
          <div style={{ width: layout.width, height: layout.height }} />
        </div>
      </div>
    </div>
  );
}

function bringIntoView(place: HTMLElement, layout: MapLayout, { row, column }: Cell): void {
  const { tops, rowHeight, columnWidth, gutter, header } = layout;
  const top = tops[row] ?? 0;
  const left = gutter + column * columnWidth;
  // The heading of the row's group stays in view with it.
  const above = top - header - 24;
  if (above < place.scrollTop) place.scrollTop = Math.max(0, above);
  else if (top + rowHeight > place.scrollTop + place.clientHeight) {
    place.scrollTop = top + rowHeight - place.clientHeight + 2;
  }
  if (left - gutter < place.scrollLeft) place.scrollLeft = left - gutter;
  else if (left + columnWidth > place.scrollLeft + place.clientWidth) {
    place.scrollLeft = left + columnWidth - place.clientWidth + 2;
  }
}
