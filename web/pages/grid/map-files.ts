import { csvLine } from '../../../src/report/csv-cell.ts';
import { outcomes } from '../../../src/conversation/outcome.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { canvasSurface } from './canvas-surface.ts';
import { tallyOf } from './grid-data.ts';
import { mapLayout } from './map-layout.ts';
import { mapTitle } from './map-title.ts';
import { columnWidthIn, gutterFor } from './map-size.ts';
import { longestLabel, placedHeads } from './placed-heads.ts';
import { paintSheet, sheetSize, type Sheet } from './paint-sheet.ts';
import { unsupportedText } from './cell-text.ts';
import type { Palette } from './palette.ts';
import { svgSurface } from './svg-surface.ts';
import { categoryName } from './rows.ts';
import type { GridView } from './use-grid-view.ts';

/** What the map is made of as CSV: a line a row and condition, with the counts of every outcome. */
export function gridCsv(view: GridView): string {
  const lines = [
    csvLine(['row', 'items', 'category', 'condition', 'label', view.measure, ...outcomes, 'pending', 'planned']),
  ];
  for (const [index, row] of view.rows.entries()) {
    const category = categoryName(view.grid, row.places[0] ?? 0);
    for (const [place, column] of view.columns.entries()) {
      const tally = tallyOf(column, row.places);
      const share = view.values[place]?.[index] ?? -1;
      lines.push(
        csvLine([
          row.label,
          row.places.length,
          category,
          column.condition.id,
          conditionText(column.condition, ['dataset']),
          share < 0 ? null : share,
          ...outcomes.map((outcome) => tally[outcome]),
          tally.pending,
          tally.planned,
        ]),
      );
    }
  }
  return lines.join('');
}

/** The whole map, also what is out of view, as SVG. */
export function gridSvg(view: GridView, palette: Palette): string {
  const sheet = wholeSheet(view);
  const { width, height } = sheetSize(sheet);
  const surface = svgSurface(width, height);
  paintSheet(surface, sheet, palette);
  return surface.svg();
}

/** The longest side of an image that browsers draw. */
const mostPixels = 16_384;

/** The whole map as a PNG image, twice as fine as a screen where it is not too large for that. */
export async function gridPng(view: GridView, palette: Palette): Promise<Blob> {
  const sheet = wholeSheet(view);
  const { width, height } = sheetSize(sheet);
  const scale = Math.min(2, mostPixels / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(width * scale);
  canvas.height = Math.floor(height * scale);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('this browser draws no images');
  paintSheet(canvasSurface(context, scale, { left: 0, top: 0 }), sheet, palette);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('the image is too large')) : resolve(blob)), 'image/png');
  });
}

function wholeSheet(view: GridView): Sheet {
  const { groups, values, heads, rowHeight } = view;
  const columnWidth = columnWidthIn(960, values.length, longestLabel(heads));
  const layout = mapLayout(groups, {
    columns: values.length,
    rowHeight,
    columnWidth,
    gutter: gutterFor(rowHeight, false),
    heads: placedHeads(heads, columnWidth),
  });
  return {
    picture: { layout, values },
    title: mapTitle(view),
    shared: heads.shared,
    unsupported: unsupportedText(view.measure),
  };
}
