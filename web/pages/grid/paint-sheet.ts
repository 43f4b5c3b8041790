import { paintMap, type MapPicture } from './paint-map.ts';
import { fillOf, type Palette } from './palette.ts';
import { without } from './measures.ts';
import type { Surface } from './surface.ts';

/** A whole map as a sheet of its own, which says what it shows. */
export interface Sheet {
  readonly picture: MapPicture;
  readonly title: string;
  /** What all columns have alike; empty for nothing. */
  readonly shared: string;
  /** What a cell with nothing to show means. */
  readonly unsupported: string;
}

/** Height of the lines above the map, and of the legend below it. Pixels. */
const above = 46;
const below = 34;

/** The least width that holds the legend. Pixels. */
const narrowest = 660;

/** The size of a sheet. Pixels. */
export function sheetSize({ picture: { layout } }: Sheet): { readonly width: number; readonly height: number } {
  return { width: Math.max(narrowest, layout.width), height: above + layout.height + below };
}

/** Paints a sheet: what is shown, the map, and what its colours and patterns mean. */
export function paintSheet(surface: Surface, sheet: Sheet, palette: Palette): void {
  const { picture, title, shared, unsupported } = sheet;
  const { width, height } = sheetSize(sheet);
  const { layout } = picture;
  surface.rect(0, 0, width, height, palette.paper);
  surface.text(title, 8, 14, { colour: palette.ink, size: 14, most: width - 16, bold: true });
  if (shared !== '') {
    surface.text(`All columns: ${shared}`, 8, 34, { colour: palette.soft, size: 12, most: width - 16 });
  }
  paintMap(shifted(surface, above), picture, palette, { left: 0, top: 0, width, height: layout.height });
  paintLegend(surface, palette, above + layout.height + below / 2, unsupported);
}

function paintLegend(surface: Surface, palette: Palette, y: number, unsupported: string): void {
  const style = { colour: palette.soft, size: 12, most: 200 };
  const side = 12;
  const key = (x: number, value: number, text: string): void => {
    surface.rect(x, y - side / 2, side, side, fillOf(palette, value));
    surface.text(text, x + side + 6, y, style);
  };
  key(8, 0, '0 %');
  surface.text('>0', 68, y, style);
  const steps = palette.ramp.length - 1;
  for (let step = 0; step < steps; step += 1) {
    surface.rect(88 + step * 3, y - side / 2, 3, side, palette.ramp[step + 1] ?? palette.paper);
  }
  surface.text('100 %', 94 + steps * 3, y, style);
  key(250, without.unanswered, 'asked, no answer');
  key(392, without.pending, 'no outcome yet');
  key(520, without.unsupported, unsupported);
}

/** The same surface, everything on it so much lower. */
function shifted(surface: Surface, down: number): Surface {
  return {
    rect: (x, y, width, height, fill) => surface.rect(x, y + down, width, height, fill),
    outline: (x, y, width, height, colour) => surface.outline(x, y + down, width, height, colour),
    text: (text, x, y, style) => surface.text(text, x, y + down, style),
    within: (x, y, width, height, paint) => surface.within(x, y + down, width, height, paint),
  };
}
