import type { TopLevelSpec } from 'vega-lite';

import { pageStyleOf } from '../../../src/report/figures/theme.ts';
import { chartSpec } from '../../../src/report/html/charts/frame.ts';

/** A corrected rate after so many labels by one reader, or by people together. Shares from 0 to 1. */
export interface StepRow {
  readonly key: string;
  /** Safe to show. */
  readonly by: string;
  readonly labels: number;
  readonly corrected: number;
  readonly low: number;
  readonly high: number;
}

/** A reader with a colour and a shape. */
export interface ReaderStyle {
  readonly by: string;
  readonly color: string;
  readonly shape: string;
}

/** Colour and shape of every reader, in the order they come. */
export function readerStyles(rows: readonly Pick<StepRow, 'by'>[]): readonly ReaderStyle[] {
  return [...new Set(rows.map(({ by }) => by))].map((by, index) => ({ by, ...pageStyleOf(index) }));
}

const height = 260;
const leftRoom = 52;

/**
 * Corrected rates over the number of labels, and the rate as counted as a level line. The interval is drawn of the first
 * reader alone: two on each other would be mud.
 */
export function stepsSpec(rows: readonly StepRow[], counted: number): (width: number) => TopLevelSpec {
  const styles = new Map(readerStyles(rows).map((style) => [style.by, style]));
  const values = rows.map((row) => ({
    ...row,
    ...styles.get(row.by),
    corrected: 100 * row.corrected,
    low: 100 * row.low,
    high: 100 * row.high,
  }));
  const most = Math.max(1, ...rows.map(({ labels }) => labels));
  const top = Math.min(100, Math.max(10, ...values.map(({ high }) => Math.ceil(high / 10) * 10)));
  const own = (field: string): object => ({ field, type: 'nominal', scale: null, legend: null });
  const x = {
    field: 'labels',
    type: 'quantitative',
    title: 'labels given',
    scale: { domain: [0, most * 1.03], nice: false },
    axis: { grid: false, tickMinStep: 1, format: 'd' },
  };
  const y = { type: 'quantitative', title: 'rate, %', scale: { domain: [0, top] } };
  return (width) =>
    chartSpec([
      {
        width: Math.max(120, width - leftRoom - 16),
        height,
        data: { values },
        layer: [
          {
            mark: { type: 'rule', strokeDash: [5, 4], strokeWidth: 1.5, color: 'currentColor' },
            data: { values: [{ counted: 100 * counted }] },
            encoding: { y: { ...y, field: 'counted' } },
          },
          {
            mark: { type: 'area', opacity: 0.16, interpolate: 'step-after' },
            data: { values: values.filter(({ by }) => by === values[0]?.by) },
            encoding: {
              x,
              y: { ...y, field: 'low' },
              y2: { field: 'high' },
              color: own('color'),
              detail: { field: 'by' },
            },
          },
          {
            mark: { type: 'line', strokeWidth: 2, interpolate: 'step-after' },
            encoding: { x, y: { ...y, field: 'corrected' }, color: own('color'), detail: { field: 'by' } },
          },
          {
            mark: { type: 'point', filled: true, size: 42, opacity: 1 },
            encoding: { x, y: { ...y, field: 'corrected' }, color: own('color'), shape: own('shape') },
          },
        ],
      },
    ]);
}
