import { visibleLine } from '../../../src/report/visible-text.ts';
import { firstRowBelow, headingHeight, type MapLayout } from './map-layout.ts';
import { namedHeight } from './map-size.ts';
import { paintHeads } from './paint-heads.ts';
import { fillOf, type Palette } from './palette.ts';
import type { Surface } from './surface.ts';

/** What is painted: a layout, and the shares of its rows by column. */
export interface MapPicture {
  readonly layout: MapLayout;
  readonly values: readonly Float32Array[];
}

/** The part of a map in view: how far it is scrolled, and how large the view is. */
export interface MapView {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A cell, or the names above a column where `row` is `null`. */
export interface Spot {
  readonly row: number | null;
  readonly column: number;
}

/** Paints what of a map is in view: names stay where they are while the cells scroll under them. */
export function paintMap(
  surface: Surface,
  picture: MapPicture,
  palette: Palette,
  view: MapView,
  cursor: Spot | null = null,
): void {
  const { layout } = picture;
  const { gutter, header } = layout;
  surface.rect(0, 0, view.width, view.height, palette.paper);
  surface.within(gutter, header, view.width - gutter, view.height - header, () => {
    paintCells(surface, picture, palette, view);
    if (cursor !== null) paintCursor(surface, layout, palette, view, cursor);
  });
  surface.within(0, header, view.width, view.height - header, () => {
    paintRowNames(surface, layout, palette, view);
    paintHeadings(surface, layout, palette, view);
  });
  paintHeads(surface, layout, palette, view, cursor?.column ?? null);
}

function shownRows(layout: MapLayout, view: MapView): readonly [from: number, to: number] {
  const from = firstRowBelow(layout, view.top + layout.header);
  const to = Math.min(layout.rows.length, firstRowBelow(layout, view.top + view.height) + 1);
  return [from, to];
}

function shownColumns({ columns, columnWidth, gutter }: MapLayout, view: MapView): readonly [from: number, to: number] {
  const from = Math.max(0, Math.floor(view.left / columnWidth));
  return [from, Math.min(columns, Math.ceil((view.left + view.width - gutter) / columnWidth))];
}

/** Equal cells below each other are one rectangle where cells have no gaps. */
function paintCells(surface: Surface, { layout, values }: MapPicture, palette: Palette, view: MapView): void {
  const { tops, rowHeight, columnWidth, gutter } = layout;
  const gapX = columnWidth >= 8 ? 1 : 0;
  const gapY = rowHeight >= 6 ? 1 : 0;
  const [from, to] = shownRows(layout, view);
  const [first, last] = shownColumns(layout, view);
  for (let column = first; column < last; column += 1) {
    const own = values[column];
    if (own === undefined) continue;
    const x = gutter + column * columnWidth - view.left;
    for (let row = from; row < to;) {
      const fill = fillOf(palette, own[row] ?? 0);
      const top = tops[row] ?? 0;
      let end = row + 1;
      if (gapY === 0) while (end < to && fillOf(palette, own[end] ?? 0) === fill && isBelow(layout, end)) end += 1;
      const height = (end - row) * rowHeight - gapY;
      surface.rect(x, top - view.top, columnWidth - gapX, height, fill);
      row = end;
    }
  }
}

/** Whether a row stands right below the one before it, without a heading between them. */
function isBelow({ tops, rowHeight }: MapLayout, row: number): boolean {
  return tops[row] === (tops[row - 1] ?? 0) + rowHeight;
}

function paintCursor(
  surface: Surface,
  layout: MapLayout,
  palette: Palette,
  view: MapView,
  { row, column }: Spot,
): void {
  if (row === null) return;
  const { tops, rowHeight, columnWidth, gutter } = layout;
  const height = Math.max(rowHeight, 6);
  surface.outline(
    gutter + column * columnWidth - view.left - 1,
    (tops[row] ?? 0) - view.top - (height - rowHeight) / 2 - 1,
    columnWidth + 1,
    height + 1,
    palette.accent,
  );
}

function paintRowNames(surface: Surface, layout: MapLayout, palette: Palette, view: MapView): void {
  if (layout.rowHeight < namedHeight) return;
  const [from, to] = shownRows(layout, view);
  for (let row = from; row < to; row += 1) {
    const y = (layout.tops[row] ?? 0) - view.top + layout.rowHeight / 2;
    surface.text(visibleLine(layout.rows[row]?.label ?? '', 80), layout.gutter - 6, y, {
      colour: palette.soft,
      size: Math.min(12, layout.rowHeight - 1),
      most: layout.gutter - 12,
      align: 'end',
    });
  }
}

function paintHeadings(surface: Surface, layout: MapLayout, palette: Palette, view: MapView): void {
  for (const { title, top, items } of layout.groups) {
    const y = top - view.top;
    if (title === null || y > view.height || y + headingHeight < layout.header) continue;
    surface.rect(0, y, view.width, headingHeight, palette.paper);
    if (y > layout.header) surface.rect(0, y + 2, view.width, 1, palette.line);
    surface.text(`${visibleLine(title, 80)} · ${items}`, 2, y + headingHeight / 2 + 2, {
      colour: palette.ink,
      size: 12,
      most: view.width - 8,
      bold: true,
    });
  }
}
