import type { SituationCategory, SituationGrid } from '../../situations.ts';
import { countOf } from '../../format.ts';
import { visibleLine } from '../../visible-text.ts';
import type { Html } from '../html.ts';
import { chart } from './draw.ts';
import { plotTitle, rowAxis, rowKey, valueWidth, type ChartSize } from './frame.ts';
import { distinctLabels } from '../../distinct-labels.ts';

interface Dot {
  readonly row: string;
  readonly excess: number;
  /** Area of the dot, by how many situations share the value. */
  readonly size: number;
}

/** Excess bail by category: a ring for every situation, a bar at their mean, a column for every way of offering. */
export async function situationChart(grid: SituationGrid): Promise<Html> {
  const situations = grid.categories.reduce((sum, { rows }) => sum + rows.length, 0);
  const label = `Excess bail of ${countOf(situations, 'situation')} in ${countOf(grid.categories.length, 'category', 'categories')}, ${countOf(grid.offers.length, 'way')} of offering the exit; the table has the numbers`;
  return chart(label, (size) => {
    const categories = distinctLabels(
      grid.categories.map(({ category }) => visibleLine(category ?? 'no category', 60)),
      size.narrow ? 18 : 26,
    );
    const columns = grid.offers.map(({ label: offer, condition }) => ({ offer, condition }));
    if (size.narrow) {
      return columns.map(({ offer, condition }, index) =>
        plot(grid, condition, categories, { ...size, rows: true, last: index === columns.length - 1, title: offer }),
      );
    }
    const labelWidth = 170;
    const room = size.labelWidth + size.plotWidth + valueWidth - labelWidth - 20;
    const gap = 30;
    const plotWidth = Math.min(300, Math.floor((room - gap * (columns.length - 1)) / columns.length));
    const panels = columns.map(({ offer, condition }, index) =>
      plot(grid, condition, categories, {
        ...size,
        labelWidth,
        plotWidth,
        rows: index === 0,
        last: true,
        title: offer,
      }),
    );
    return [{ spacing: gap, hconcat: panels }];
  });
}

interface PanelSize extends ChartSize {
  /** Whether the rows are named: the first panel's names serve all beside it. */
  readonly rows: boolean;
  /** Whether the values are named. */
  readonly last: boolean;
  readonly title: string;
}

function plot(grid: SituationGrid, condition: string, categories: readonly string[], size: PanelSize): object {
  const keys = categories.map(rowKey);
  const dots = grid.categories.flatMap((one, index) => dotsOf(one, condition, keys[index] ?? ''));
  const means = grid.categories.flatMap((one, index) => meanOf(one, condition, keys[index] ?? ''));
  const margin = (200 * 8) / size.plotWidth;
  const axis = {
    values: [-100, 0, 100],
    grid: true,
    labels: size.last,
    ticks: false,
    domain: false,
    title: size.last ? 'points' : null,
    titleFontWeight: 'normal',
  };
  const x = {
    field: 'excess',
    type: 'quantitative',
    scale: { domain: [-100 - margin, 100 + margin], nice: false },
    axis,
  };
  const named = rowAxis(categories, size);
  // Without names, the rows still need the same domain, or panels with fewer categories would not line up.
  const y = { ...named, scale: { domain: keys }, ...(size.rows ? {} : { axis: null }) };
  return {
    title:
      size.rows && size.narrow ? plotTitle(size.title, size) : { text: size.title, anchor: 'middle', fontSize: 12 },
    width: size.plotWidth,
    height: { step: size.narrow ? 19 : 22 },
    encoding: { y },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: 'rule', strokeWidth: 1, color: 'currentColor' },
        encoding: { x: { datum: 0, type: 'quantitative' }, y: null },
      },
      {
        data: { values: dots },
        mark: { type: 'point', filled: false, strokeWidth: 1.2, color: 'var(--neutral)', opacity: 1 },
        encoding: { x, size: { field: 'size', type: 'quantitative', scale: null, legend: null } },
      },
      {
        data: { values: means },
        mark: { type: 'tick', thickness: 3, height: 15, opacity: 1, color: 'var(--accent)' },
        encoding: { x },
      },
    ],
  };
}

function dotsOf({ rows }: SituationCategory, condition: string, row: string): Dot[] {
  const values = rows.map(({ cells }) => cells.get(condition)?.excess).filter((value) => value !== undefined);
  const alike = Map.groupBy(values, (value) => Math.round(value * 100));
  return [...alike].map(([excess, same]) => ({ row, excess, size: 24 * same.length }));
}

function meanOf({ rows }: SituationCategory, condition: string, row: string): { row: string; excess: number }[] {
  const cells = rows.map((one) => one.cells.get(condition)).filter((cell) => cell !== undefined);
  const items = cells.reduce((sum, cell) => sum + cell.items, 0);
  if (items === 0) return [];
  const excess = cells.reduce((sum, cell) => sum + cell.excess * cell.items, 0) / items;
  return [{ row, excess: excess * 100 }];
}
