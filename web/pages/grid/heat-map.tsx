import { useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';

import { useDark } from '../../ui/use-dark.ts';
import type { ColumnHeads } from './column-heads.ts';
import { movedCell } from './map-keys.ts';
import { cellAt, columnAt, mapLayout, type MapLayout } from './map-layout.ts';
import { columnWidthIn, gutterFor } from './map-size.ts';
import type { Cell, Spot } from './paint-map.ts';
import { paletteOf } from './palette.ts';
import { longestLabel, placedHeads } from './placed-heads.ts';
import { PointerNote, usePointerNote } from './pointer-note.tsx';
import type { RowGroup } from './rows.ts';
import { usePainting, useRoom } from './use-map-view.ts';

export interface HeatMapProps {
  readonly label: string;
  readonly groups: readonly RowGroup[];
  /** Shares of the rows, by column. */
  readonly values: readonly Float32Array[];
  readonly heads: ColumnHeads;
  readonly rowHeight: number;
  readonly spot: Spot | null;
  /** @param by how the spot was reached: what is reached by keys is said aloud */
  readonly onSpot: (spot: Spot, by: 'keys' | 'pointer') => void;
  readonly onOpen: (cell: Cell) => void;
  /** What is said beside the pointer of what is under it, line by line. */
  readonly said: (spot: Spot) => readonly string[];
}

/** Room for a scroll bar and the border. Pixels. */
const scrollbar = 18;

/** The map: only what is in view is painted. Arrow keys move a cursor, Enter opens its cell. */
export function HeatMap(props: HeatMapProps): ReactNode {
  const { label, groups, values, heads, rowHeight, spot, onSpot, onOpen, said } = props;
  const outer = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = useRoom(outer);
  const note = usePointerNote();
  const palette = paletteOf(useDark());
  const layout = useMemo((): MapLayout => {
    const gutter = gutterFor(rowHeight, room < 600);
    const columnWidth = columnWidthIn(room - gutter - scrollbar, values.length, longestLabel(heads));
    const placed = placedHeads(heads, columnWidth);
    return mapLayout(groups, { columns: values.length, rowHeight, columnWidth, gutter, heads: placed });
  }, [groups, values, heads, rowHeight, room]);
  const picture = useMemo(() => ({ layout, values }), [layout, values]);
  usePainting({ scroller, canvas }, picture, palette, spot, room);
  const cell = spot === null || spot.row === null ? null : { row: spot.row, column: spot.column };

  const pointed = (event: MouseEvent): Spot | null => {
    const place = scroller.current;
    if (place === null) return null;
    const { left, top } = place.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    if (x < layout.gutter) return null;
    if (y >= layout.header) return cellAt(layout, x + place.scrollLeft, y + place.scrollTop);
    const column = columnAt(layout, x + place.scrollLeft);
    return column === null ? null : { row: null, column };
  };
  const onMove = (event: MouseEvent): void => {
    const found = pointed(event);
    note.moveTo(found === null ? null : event);
    if (found !== null && (found.row !== spot?.row || found.column !== spot.column)) onSpot(found, 'pointer');
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && cell !== null) {
      onOpen(cell);
      return;
    }
    const next = movedCell(layout, cell, event, scroller.current?.clientHeight ?? 0);
    if (next === null) return;
    event.preventDefault();
    note.moveTo(null);
    onSpot(next, 'keys');
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
          onMouseMove={onMove}
          onMouseLeave={() => note.moveTo(null)}
          onScroll={() => note.moveTo(null)}
          onClick={(event) => {
            const found = pointed(event);
            if (found !== null && found.row !== null) onOpen({ row: found.row, column: found.column });
          }}
          onFocus={() => {
            if (cell === null && layout.rows.length > 0 && layout.columns > 0) onSpot({ row: 0, column: 0 }, 'keys');
          }}
        >
          <div style={{ width: layout.width, height: layout.height }} />
        </div>
        <PointerNote state={note} lines={spot === null ? [] : said(spot)} />
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
