import type { DrawnDifference } from '../../effects.ts';
import { points } from '../../format.ts';
import { inPercent } from './frame.ts';
import type { RowEncoding } from './row-plot.ts';

/** A difference as a row of a chart, in points. */
export interface DrawnDifferenceRow {
  readonly key: string;
  readonly label: string;
  readonly low: number | null;
  readonly high: number | null;
  /** The difference: one of the two, by whether anything can be concluded. */
  readonly concluded: number | null;
  readonly open: number | null;
  readonly text: string;
}

/** The row of a difference. @param key tells it from all other rows of the chart */
export function differenceRow(
  key: string,
  label: string,
  { conclusion, difference: share, low, high }: Pick<DrawnDifference, 'conclusion' | 'difference' | 'low' | 'high'>,
): DrawnDifferenceRow {
  const sure = conclusion === 'interval';
  const difference = inPercent(share);
  return {
    key,
    label,
    low: sure ? inPercent(low) : null,
    high: sure ? inPercent(high) : null,
    concluded: sure ? difference : null,
    open: sure ? null : difference,
    text: points(share),
  };
}

/** The marks of a row: its interval and its difference, hollow where nothing can be concluded. */
export function differenceMarks({ x }: RowEncoding<DrawnDifferenceRow>): object[] {
  return [
    {
      mark: { type: 'rule', strokeWidth: 1.5, color: 'var(--accent)' },
      encoding: { x: x('low'), x2: { field: 'high' } },
    },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 1, color: 'var(--accent)' },
      encoding: { x: x('concluded') },
    },
    {
      mark: {
        type: 'point',
        filled: true,
        fill: 'var(--card)',
        stroke: 'var(--accent)',
        strokeWidth: 1.5,
        size: 55,
        opacity: 1,
      },
      encoding: { x: x('open') },
    },
  ];
}
