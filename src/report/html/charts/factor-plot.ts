import type { PairedResult } from '../../../analysis/results.ts';
import type { ChartSize } from './frame.ts';
import { rowPlot, type RowEncoding, type RowGroup } from './row-plot.ts';

/** A factor with what stands left of it. */
export interface FactorRow {
  readonly label: string;
  readonly factor: NonNullable<PairedResult['factor']>;
}

/** Places are logarithms to the base 2, so that twice and half are equally far from 1. */
interface Drawn {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  /** The factor: one of the two, by whether anything can be concluded. */
  readonly concluded: number | null;
  readonly open: number | null;
  /** Where an interval goes on beyond the axis, or has no end. */
  readonly below: number | null;
  readonly above: number | null;
  readonly text: string;
}

/** Farther than 32 times nothing is drawn: an arrow says that it goes on. */
const farthest = 5;

/** Factors with their intervals on a logarithmic axis, around a line at 1; hollow where nothing can be concluded. */
export function factorPlot(
  groups: readonly { readonly title: string; readonly rows: readonly FactorRow[] }[],
  size: ChartSize,
  { ink, ground, title }: { readonly ink: string; readonly ground: string; readonly title: string },
): object {
  const factors = groups.flatMap(({ rows }) => rows.map(({ factor }) => factor));
  const ends = factors.flatMap(({ ratio, low, high }) =>
    [ratio, low, high].filter((end) => end !== null && end > 0).map((end) => Math.log2(end ?? 1)),
  );
  const step = size.narrow ? 2 : 1;
  const down = -step * Math.ceil(Math.min(farthest, Math.max(1, ...ends.map((end) => -end))) / step);
  const up = step * Math.ceil(Math.min(farthest, Math.max(1, ...ends)) / step);
  const margin = ((up - down) * 8) / size.plotWidth;
  const values = Array.from({ length: (up - down) / step + 1 }, (_, index) => down + index * step);
  const drawn = groups.map((group): RowGroup<Drawn> => ({
    ...group,
    rows: group.rows.map((row) => drawnRow(row, down, up)),
  }));
  const scale = {
    domain: [down - margin, up + margin],
    values,
    title,
    zeroLine: true,
    labelExpr: "format(pow(2, datum.value), '.3~r')",
  } as const;
  return rowPlot(drawn, scale, size, 22, (encoding) => layers(encoding, ink, ground));
}

function drawnRow({ label, factor: { ratio, low, high, conclusion } }: FactorRow, down: number, up: number): Drawn {
  const from = low > 0 ? Math.log2(low) : Number.NEGATIVE_INFINITY;
  const to = high === null ? Number.POSITIVE_INFINITY : high > 0 ? Math.log2(high) : Number.NEGATIVE_INFINITY;
  const at = ratio === null || ratio <= 0 ? null : Math.log2(ratio);
  const place = at !== null && at >= down && at <= up ? at : null;
  const sure = conclusion === 'interval';
  return {
    label,
    low: Math.min(up, Math.max(down, from)),
    high: Math.max(down, Math.min(up, to)),
    concluded: sure ? place : null,
    open: sure ? null : place,
    below: from < down ? down : null,
    above: to > up ? up : null,
    text: ratio === null ? '–' : ratio.toFixed(2),
  };
}

function layers({ x }: RowEncoding<Drawn>, ink: string, ground: string): object[] {
  const arrow = (shape: string, field: 'below' | 'above'): object => ({
    mark: { type: 'point', shape, filled: true, size: 45, opacity: 1, color: ink },
    encoding: { x: x(field) },
  });
  return [
    { mark: { type: 'rule', strokeWidth: 1.5, color: ink }, encoding: { x: x('low'), x2: { field: 'high' } } },
    arrow('triangle-left', 'below'),
    arrow('triangle-right', 'above'),
    { mark: { type: 'point', filled: true, size: 60, opacity: 1, color: ink }, encoding: { x: x('concluded') } },
    {
      mark: { type: 'point', filled: true, fill: ground, stroke: ink, strokeWidth: 1.5, size: 55, opacity: 1 },
      encoding: { x: x('open') },
    },
  ];
}
