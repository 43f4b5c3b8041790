import { fit } from '../wrap.ts';
import type { FigureSpec } from './draw.ts';
import type { FigureData, TurnPlot } from './figure.ts';
import { headingSpec, rawChannel } from './heading-spec.ts';
import { styleOf } from './theme.ts';

const columns = 3;
const plotWidth = 240;
const plotHeight = 180;
const gap = 55;
/** Room for the axis left of a panel. */
const axisWidth = 42;
/** Turns from one series to the next, so that their intervals stand side by side. */
const apart = 0.1;

/** Rates by turn with their intervals, a panel for each model. */
export function turnSpec({ series, panels }: TurnPlot, { title, subtitle }: FigureData): FigureSpec {
  const shown = Math.min(columns, panels.length);
  const width = Math.max(620, axisWidth + shown * plotWidth + (shown - 1) * gap + 10);
  const last = Math.max(1, ...panels.flatMap(({ points }) => points.map(({ turn }) => turn)));
  const most = Math.max(0.1, ...panels.flatMap(({ points }) => points.map(({ high }) => high)));
  const top = Math.min(100, Math.ceil(most * 10) * 10);
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) => ({
    spacing: gap,
    bounds: 'flush',
    hconcat: panels.slice(row * columns, (row + 1) * columns).map((panel) => panelSpec(panel, series, last, top)),
  }));
  return { parts: [headingSpec(title, subtitle, width, axisWidth, series), ...rows], width };
}

function panelSpec(
  { title, points }: TurnPlot['panels'][number],
  series: TurnPlot['series'],
  last: number,
  top: number,
): object {
  const values = points.map((point) => {
    const index = series.findIndex(({ key }) => key === point.series);
    return {
      turn: point.turn + (index - (series.length - 1) / 2) * apart,
      series: point.series,
      value: point.value * 100,
      low: point.low * 100,
      high: point.high * 100,
      ...styleOf(index),
    };
  });
  const x = {
    field: 'turn',
    type: 'quantitative',
    scale: { domain: [0.6, last + 0.4], nice: false, zero: false },
    axis: { title: 'user turn', values: turnsToName(last), format: 'd', grid: false, titleFontWeight: 'normal' },
  };
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: { title: 'bail rate, %', tickCount: 5, domain: false, titleFontWeight: 'normal' },
  });
  return {
    title: { text: fit(title, 34), anchor: 'start', fontSize: 12, frame: 'group' },
    width: plotWidth,
    height: plotHeight,
    data: { values },
    encoding: { x },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.3, opacity: 0.8 },
        encoding: { y: y('low'), y2: { field: 'high' }, color: rawChannel('color') },
      },
      {
        mark: { type: 'line', strokeWidth: 1.3 },
        encoding: { y: y('value'), detail: { field: 'series', type: 'nominal' }, stroke: rawChannel('color') },
      },
      {
        mark: { type: 'point', filled: true, size: 40, opacity: 1 },
        encoding: { y: y('value'), color: rawChannel('color'), shape: rawChannel('shape') },
      },
    ],
  };
}

/** At most about ten turns. */
function turnsToName(last: number): number[] {
  const every = Math.ceil(last / 10);
  return Array.from({ length: Math.floor((last - 1) / every) + 1 }, (_, index) => 1 + index * every);
}
