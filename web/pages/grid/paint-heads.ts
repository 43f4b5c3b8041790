import type { MapLayout } from './map-layout.ts';
import type { Palette } from './palette.ts';
import { headSize, type PlacedLevel } from './placed-heads.ts';
import type { Surface } from './surface.ts';

/** Paints the names above the columns. What stands over the column of the cursor is told from the rest. */
export function paintHeads(
  surface: Surface,
  layout: MapLayout,
  palette: Palette,
  view: { readonly left: number; readonly width: number },
  column: number | null,
): void {
  const { gutter, header, heads } = layout;
  surface.within(gutter, 0, view.width - gutter, header, () => {
    for (const level of heads.levels) paintLevel(surface, layout, palette, view, level, column);
  });
  surface.rect(0, header - 1, view.width, 1, palette.line);
  for (const { kinds, top, height, turned } of heads.levels) {
    // As many lines as there is height for, from the last up, at the feet of the names.
    const lines = turned ? kinds : [kinds.join(', ')];
    for (const [above, kind] of lines.toReversed().entries()) {
      const y = turned ? top + height - 10 - above * (headSize + 3) : top + height / 2;
      surface.text(kind, gutter - 6, y, { colour: palette.soft, size: headSize, most: gutter - 8, align: 'end' });
    }
  }
}

/** A lying name stays in view as long as any of its columns is. */
function paintLevel(
  surface: Surface,
  { gutter, columnWidth, header }: MapLayout,
  palette: Palette,
  view: { readonly left: number; readonly width: number },
  { bands, top, height, turned }: PlacedLevel,
  cursor: number | null,
): void {
  for (const { label, from, columns } of bands) {
    const left = gutter + from * columnWidth - view.left;
    const width = columns * columnWidth;
    if (left + width < gutter || left > view.width) continue;
    const isAt = cursor !== null && cursor >= from && cursor < from + columns;
    if (isAt) surface.rect(left, top, width, height, palette.marked);
    if (columns > 1) surface.rect(left, top, 1, header - top, palette.line);
    const style = { colour: isAt ? palette.ink : palette.soft, size: headSize };
    if (turned) {
      surface.text(label, left + width / 2, top + height - 4, { ...style, most: height - 6, turned });
    } else {
      const shown = Math.max(left, gutter) + 4;
      surface.text(label, shown, top + height / 2, { ...style, colour: palette.ink, most: left + width - shown - 3 });
    }
  }
}
