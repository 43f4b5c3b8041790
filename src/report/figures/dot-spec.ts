import { distinctLabels } from '../distinct-labels.ts';
import { markMeanings, markSigns } from '../labels.ts';
import { wrap } from '../wrap.ts';
import type { FigureSpec } from './draw.ts';
import type { DotPlot, FigureData, FigurePoint } from './figure.ts';
import { colors, styleOf } from './theme.ts';

const labelWidth = 250;
const plotWidth = 480;
/** Room for the texts at the ends of rows, where there are any. */
const endWidth = 150;
/** Pixels from one point to the next within a row. */
const step = 13;
/** Characters of a small text that fit into a pixel. */
const perPixel = 1 / 6.6;

interface FigureText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly color: string;
  readonly weight: number;
}

interface Layout {
  readonly marks: object[];
  readonly texts: FigureText[];
  readonly grid: object[];
  y: number;
}

/** Dots with their intervals: a row for each label, in it a line for each series; what is missing is said in words. */
export function dotSpec(plot: DotPlot, { title, subtitle }: FigureData): FigureSpec {
  const layout: Layout = { marks: [], texts: [], grid: [], y: 0 };
  const top = topOf(plot);
  const ticks = [0, top / 4, top / 2, (top * 3) / 4, top];
  const toX = (pixels: number): number => (pixels / plotWidth) * top;
  const write = (text: string, x: number, size: number, style: Partial<FigureText> = {}): void => {
    layout.texts.push({ text, x: toX(x), y: layout.y + size * 0.7, size, color: colors.ink, weight: 400, ...style });
    layout.y += size * 1.4;
  };
  write(title, -labelWidth, 16, { weight: 600 });
  const points = plot.groups.flatMap(({ rows }) => rows.flatMap((row) => row.points));
  const meanings = markMeanings(points.map(({ marks = [] }) => ({ marks })));
  for (const line of [subtitle, ...meanings].flatMap((text) => wrap(text, 120).split('\n'))) {
    write(line, -labelWidth, 12, { color: colors.soft });
  }
  legend(plot, layout, toX);
  for (const group of plot.groups) {
    layout.y += 12;
    if (group.title !== '') write(group.title, -labelWidth, 13, { weight: 600 });
    const groupTop = layout.y + 2;
    const labels = distinctLabels(
      group.rows.map(({ label }) => label),
      38,
    );
    for (const [index, row] of group.rows.entries()) {
      const shown = plot.series.filter(({ key }) => row.points.some(({ series }) => series === key));
      const height = Math.max(20, shown.length * step + 8);
      const middle = layout.y + height / 2;
      layout.texts.push(textAt(labels[index] ?? '', toX(-labelWidth), middle, 12));
      if (row.end !== undefined) layout.texts.push(textAt(row.end, toX(plotWidth + 12), middle, 11));
      const first = middle - ((shown.length - 1) * step) / 2;
      for (const point of row.points) {
        const place = shown.findIndex(({ key }) => key === point.series);
        const style = styleOf(plot.series.findIndex(({ key }) => key === point.series));
        layout.marks.push(markOf(point, first + place * step, style));
        if (point.value === null) {
          const note = textAt(point.note ?? 'none', toX(4), first + place * step, 10);
          layout.texts.push({ ...note, color: colors.soft });
        } else if (point.marks !== undefined && point.marks.length > 0) {
          const end = 100 * Math.max(point.value, point.high ?? 0, point.published?.rate ?? 0);
          layout.texts.push(textAt(markSigns({ marks: point.marks }), end + toX(5), first + place * step, 10));
        }
      }
      layout.y += height;
    }
    for (const at of ticks) layout.grid.push({ at, y: groupTop, bottom: layout.y });
  }
  const hasEnds = plot.groups.some(({ rows }) => rows.some(({ end }) => end !== undefined));
  return { parts: [layered(layout, plot, ticks)], width: labelWidth + plotWidth + (hasEnds ? endWidth : 20) };
}

function textAt(text: string, x: number, y: number, size: number): FigureText {
  return { text, x, y, size, color: colors.ink, weight: 400 };
}

function markOf(point: FigurePoint, y: number, style: { color: string; shape: string }): object {
  const percent = (value: number | null | undefined): number | null => (value == null ? null : value * 100);
  return {
    y,
    ...style,
    value: percent(point.value),
    low: percent(point.low),
    high: percent(point.high),
    published: percent(point.published?.rate),
  };
}

function legend({ series, groups }: DotPlot, layout: Layout, toX: (pixels: number) => number): void {
  layout.y += 6;
  let x = -labelWidth + 6;
  const add = (label: string, style: { color: string; shape: string }, hollow: boolean): void => {
    const width = 22 + label.length / perPixel;
    if (x + width > plotWidth) {
      x = -labelWidth + 6;
      layout.y += 18;
    }
    const at = { y: layout.y + 8, ...style, low: null, high: null };
    layout.marks.push(hollow ? { ...at, value: null, published: toX(x) } : { ...at, value: toX(x), published: null });
    layout.texts.push(textAt(label, toX(x + 11), layout.y + 8, 12));
    x += width;
  };
  for (const [index, { label }] of series.entries()) add(label, styleOf(index), false);
  const hasPublished = groups.some(({ rows }) => rows.some(({ points }) => points.some(({ published }) => published)));
  if (hasPublished) add('published', { color: colors.ink, shape: 'circle' }, true);
  layout.y += 18;
}

/** The end of the axis in percent: the whole, unless all that is drawn lies far below. */
function topOf({ groups }: DotPlot): number {
  const ends = groups.flatMap(({ rows }) =>
    rows.flatMap(({ points }) => points.flatMap(({ value, high, published }) => [value, high, published?.rate])),
  );
  const most = 100 * Math.max(0, ...ends.map((end) => end ?? 0));
  return [20, 40].find((top) => most <= top) ?? 100;
}

function layered({ marks, texts, grid, y: height }: Layout, plot: DotPlot, ticks: readonly number[]): object {
  const scale = { domain: [0, ticks.at(-1) ?? 100], nice: false, zero: false };
  const axis = {
    values: ticks,
    grid: false,
    domain: false,
    title: plot.axis,
    titleFontWeight: 'normal',
  };
  const x = (field: string): object => ({ field, type: 'quantitative', scale, axis });
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { domain: [0, height], range: [0, height], nice: false, zero: false },
    axis: null,
  };
  const raw = (field: string): object => ({ field, type: 'nominal', scale: null, legend: null });
  return {
    width: plotWidth,
    height,
    layer: [
      {
        data: { values: grid },
        mark: { type: 'rule', color: 'var(--line)', strokeWidth: 1 },
        encoding: { x: x('at'), y, y2: { field: 'bottom' } },
      },
      {
        data: { values: marks },
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 1.6 },
            encoding: { x: x('low'), x2: { field: 'high' }, y, color: raw('color') },
          },
          {
            mark: { type: 'point', filled: true, size: 46, opacity: 1 },
            encoding: { x: x('value'), y, color: raw('color'), shape: raw('shape') },
          },
          {
            mark: {
              type: 'point',
              shape: 'diamond',
              filled: false,
              size: 60,
              strokeWidth: 1.3,
              opacity: 1,
              color: 'currentColor',
            },
            encoding: { x: x('published'), y },
          },
        ],
      },
      ...[400, 600].map((weight) => ({
        data: { values: texts.filter((text) => text.weight === weight) },
        mark: { type: 'text', align: 'left', baseline: 'middle', limit: 0, fontWeight: weight },
        encoding: {
          x: x('x'),
          y,
          text: { field: 'text', type: 'nominal' },
          color: raw('color'),
          size: { field: 'size', type: 'quantitative', scale: null, legend: null },
        },
      })),
    ],
  };
}
