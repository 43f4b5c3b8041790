import { inPercent, type ChartSize, valueWidth } from './frame.ts';
import { fit } from '../../wrap.ts';
import { placeLabels } from './place-labels.ts';

/** Points in one square. */
export interface ScatterPanel {
  readonly title: string;
  /** What the coefficient says. */
  readonly line: string;
  readonly points: readonly ScatterPoint[];
}

export interface ScatterPoint {
  /** What stands beside it; the names are below the drawing. */
  readonly number: number;
  /** Fractions. */
  readonly refusal: number;
  readonly bail: number;
}

/** Columns left of a square, rows above and below it. Pixels. */
const axisWidth = 44;
const headHeight = 44;
const footHeight = 50;
const gap = 24;
/** Room for points at 0 and 100. */
const inset = 6;
const ticks = [0, 25, 50, 75, 100];

/** Refusal against bail, a square for each way of offering, as one plot with all places in pixels. */
export function scatterPlot(panels: readonly ScatterPanel[], size: ChartSize): object {
  const room = size.labelWidth + size.plotWidth + valueWidth;
  const columns = size.narrow ? 1 : 3;
  const side = Math.min(264, Math.floor((room - (columns - 1) * gap) / columns) - axisWidth - 8);
  const placed = panels.map((panel, index) => {
    const x = (index % columns) * (axisWidth + side + gap) + axisWidth;
    const y = Math.floor(index / columns) * (headHeight + side + footHeight) + headHeight;
    return { ...panel, x, y, side };
  });
  const height = Math.ceil(panels.length / columns) * (headHeight + side + footHeight);
  const at = (field: string, length: number): object => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, length], range: [0, length], nice: false, zero: false },
    axis: null,
  });
  const [x, y] = [at('x', room), at('y', height)];
  const text = (values: readonly object[], style: object): object => ({
    data: { values },
    mark: { type: 'text', baseline: 'middle', align: 'center', color: 'currentColor', limit: 0, ...style },
    encoding: { x, y, text: { field: 'text', type: 'nominal' } },
  });
  const ends = { x2: { field: 'x2' }, y2: { field: 'y2' } };
  return {
    width: room,
    height,
    layer: [
      {
        data: { values: placed.flatMap(gridOf) },
        mark: { type: 'rule', color: 'var(--line)' },
        encoding: { x, y, ...ends },
      },
      text(
        placed.map((one) => ({ x: one.x, y: one.y - 31, text: fit(one.title, 36) })),
        { align: 'left', fontSize: 13, fontWeight: 600 },
      ),
      text(
        placed.map((one) => ({ x: one.x, y: one.y - 13, text: one.line })),
        { align: 'left', fontSize: 11 },
      ),
      text(placed.flatMap(tickTexts), { fontSize: 11 }),
      text(
        placed.map((one) => ({ x: one.x + side / 2, y: one.y + side + 28, text: 'refused, %' })),
        { fontSize: 11 },
      ),
      text(
        placed.map((one) => ({ x: one.x - 36, y: one.y + side / 2, text: 'bail, %' })),
        { fontSize: 11, angle: 270 },
      ),
      {
        data: { values: placed.flatMap(pointsOf) },
        mark: { type: 'point', filled: true, size: 46, opacity: 0.85, color: 'var(--accent)' },
        encoding: { x, y },
      },
      text(placed.flatMap(numbersOf), { fontSize: 10 }),
    ],
  };
}

type Placed = ScatterPanel & { readonly x: number; readonly y: number; readonly side: number };

/** Pixels from the left, or from the bottom, of a square. */
function along(share: number, side: number): number {
  return inset + ((inPercent(share) ?? 0) / 100) * (side - 2 * inset);
}

function gridOf({ x, y, side }: Placed): object[] {
  return ticks.flatMap((tick) => {
    const place = along(tick / 100, side);
    const up = y + side - place;
    return [
      { x: x + place, x2: x + place, y, y2: y + side },
      { x, x2: x + side, y: up, y2: up },
    ];
  });
}

function tickTexts({ x, y, side }: Placed): object[] {
  return ticks.flatMap((tick) => {
    const place = along(tick / 100, side);
    return [
      { x: x + place, y: y + side + 11, text: String(tick) },
      { x: x - 15, y: y + side - place, text: String(tick) },
    ];
  });
}

function pointsOf({ x, y, side, points }: Placed, panel: number): object[] {
  return points.map(({ number, refusal, bail }) => ({
    // The places of the square and of the point in it.
    key: `${panel} ${number}`,
    x: x + along(refusal, side),
    y: y + side - along(bail, side),
  }));
}

function numbersOf({ x, y, side, points }: Placed): object[] {
  const labels = points.map(({ number, refusal, bail }) => ({
    x: along(refusal, side),
    y: side - along(bail, side),
    text: String(number),
  }));
  return placeLabels(labels, side).map((label) => ({ ...label, x: x + label.x, y: y + label.y }));
}
