import { fit } from '../wrap.ts';
import type { FigureSpec } from './draw.ts';
import type { FigureData, ScatterPlot } from './figure.ts';
import { headingSpec, pixelAxis } from './heading-spec.ts';
import { placeLabels } from '../html/charts/place-labels.ts';
import { colors, styleOf } from './theme.ts';

const side = 330;
const columns = 2;
const gap = 75;
/** Room for the axis left of a panel. */
const axisWidth = 46;
const nameColumns = 3;
const line = 16;

/** A panel for each way of offering, models as numbered points; the numbers are named below. */
export function scatterSpec({ panels }: ScatterPlot, { title, subtitle }: FigureData): FigureSpec {
  const models = [...new Set(panels.flatMap(({ points }) => points.map(({ model }) => model)))];
  const width = axisWidth + columns * side + (columns - 1) * gap + 10;
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) => ({
    spacing: gap,
    bounds: 'flush',
    hconcat: panels.slice(row * columns, (row + 1) * columns).map((panel) => panelSpec(panel, models)),
  }));
  return { parts: [headingSpec(title, subtitle, width, axisWidth), ...rows, namesSpec(models, width)], width };
}

function panelSpec({ title, lines, points }: ScatterPlot['panels'][number], models: readonly string[]): object {
  const domain = [-3, 103] as const;
  const toPixels = (share: number): number => ((share * 100 - domain[0]) / (domain[1] - domain[0])) * side;
  const labels = placeLabels(
    points.map(({ model, refusal, bail }) => ({
      x: toPixels(refusal),
      y: side - toPixels(bail),
      text: String(models.indexOf(model) + 1),
    })),
    side,
  );
  const axis = (name: string): object => ({
    title: name,
    values: [0, 25, 50, 75, 100],
    grid: true,
    domain: false,
    titleFontWeight: 'normal',
  });
  const scale = { domain, nice: false, zero: false };
  return {
    title: {
      text: title,
      subtitle: [...lines],
      anchor: 'start',
      fontSize: 13,
      subtitleColor: colors.ink,
      frame: 'group',
    },
    width: side,
    height: side,
    data: { values: points.map(({ refusal, bail }) => ({ refusal: refusal * 100, bail: bail * 100 })) },
    layer: [
      {
        mark: { type: 'point', filled: true, size: 42, opacity: 0.85, color: styleOf(0).color },
        encoding: {
          x: { field: 'refusal', type: 'quantitative', scale, axis: axis('refusal, % of baseline replies') },
          y: { field: 'bail', type: 'quantitative', scale, axis: axis('bail, %') },
        },
      },
      {
        data: {
          values: labels.map(({ x, y, text }) => ({
            refusal: domain[0] + (x / side) * (domain[1] - domain[0]),
            bail: domain[0] + ((side - y) / side) * (domain[1] - domain[0]),
            text,
          })),
        },
        mark: { type: 'text', align: 'center', baseline: 'middle', fontSize: 10, color: 'currentColor' },
        encoding: {
          x: { field: 'refusal', type: 'quantitative', scale },
          y: { field: 'bail', type: 'quantitative', scale },
          text: { field: 'text', type: 'nominal' },
        },
      },
    ],
  };
}

/** Which number is which model, in columns. */
function namesSpec(models: readonly string[], width: number): object {
  const each = Math.ceil(models.length / nameColumns);
  const values = models.map((model, index) => ({
    x: Math.floor(index / each) * (width / nameColumns) - axisWidth,
    y: (index % each) * line,
    text: fit(`${index + 1}  ${model}`, 40),
  }));
  return {
    width: 100,
    height: each * line,
    data: { values },
    mark: { type: 'text', align: 'left', baseline: 'top', fontSize: 11, color: 'currentColor', limit: 0 },
    encoding: {
      x: pixelAxis('x', 100),
      y: pixelAxis('y', each * line),
      text: { field: 'text', type: 'nominal' },
    },
  };
}
