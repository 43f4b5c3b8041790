import { percent } from '../../format.ts';
import type { ReportCondition } from '../../report-results.ts';
import { inPercent } from './frame.ts';
import type { RowEncoding } from './row-plot.ts';

/** A rate as a row of a chart. Percentages; `null` where there is nothing to draw. */
export interface RateBar {
  readonly label: string;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  /** The rate if all unanswered had stayed, and if all had left. */
  readonly stayed: number | null;
  readonly left: number | null;
  readonly neutral: number | null;
  /** Ours by the paper scorer, only where a published rate stands beside it. */
  readonly paper: number | null;
  readonly published: number | null;
  readonly publishedLow: number | null;
  readonly publishedHigh: number | null;
  /** At the row's end. */
  readonly text: string;
}

/** What is drawn of a rate. Fractions. */
export type DrawnRate = Pick<ReportCondition, 'rate' | 'low' | 'high' | 'lowFixed' | 'highFixed' | 'bounds'> &
  Partial<Pick<ReportCondition, 'neutral' | 'published' | 'ratePaper' | 'unsupported'>>;

/** A rate as a row of a chart, but for its label. */
export function rateBar(of: DrawnRate): Omit<RateBar, 'label'> {
  const { published } = of;
  const half = published?.halfWidth ?? 0;
  return {
    rate: inPercent(of.rate),
    low: inPercent(of.low),
    high: inPercent(of.high),
    lowFixed: inPercent(of.lowFixed),
    highFixed: inPercent(of.highFixed),
    stayed: inPercent(of.bounds?.[0] ?? null),
    left: inPercent(of.bounds?.[1] ?? null),
    neutral: inPercent(of.neutral?.rate ?? null),
    paper: published === undefined ? null : inPercent(of.ratePaper ?? null),
    published: inPercent(published?.rate ?? null),
    publishedLow: published === undefined ? null : inPercent(Math.max(0, published.rate - half)),
    publishedHigh: published === undefined ? null : inPercent(Math.min(1, published.rate + half)),
    text: (of.unsupported ?? null) === null ? (of.rate === null ? 'none' : percent(of.rate)) : 'unsup.',
  };
}

/** A rate, its intervals and what stands beside it, in the one colour of the page's own findings. */
export function rateLayers({ x }: RowEncoding<RateBar>): object[] {
  return inkedRateLayers(x, { color: { value: 'var(--accent)' } }, {});
}

/**
 * The same in inks of their own.
 *
 * @param x a channel on the axis
 * @param color the channel of colours
 * @param shape the channel of the dot's shape
 */
export function inkedRateLayers(x: (field: keyof RateBar) => object, color: object, shape: object): object[] {
  // Under the row's own marks.
  const yOffset = 13;
  return [
    {
      mark: { type: 'rule', strokeWidth: 18, color: 'var(--unanswered)' },
      encoding: { x: x('stayed'), x2: { field: 'left' } },
    },
    {
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: { x: x('low'), x2: { field: 'high' }, ...color },
    },
    {
      mark: { type: 'rule', strokeWidth: 6, opacity: 0.45 },
      encoding: { x: x('lowFixed'), x2: { field: 'highFixed' }, ...color },
    },
    {
      mark: { type: 'tick', orient: 'vertical', thickness: 2, size: 16, color: 'var(--neutral)' },
      encoding: { x: x('neutral') },
    },
    { mark: { type: 'point', filled: true, size: 70, opacity: 1 }, encoding: { x: x('rate'), ...color, ...shape } },
    {
      mark: { type: 'rule', strokeWidth: 1.5, color: 'currentColor', yOffset, y2Offset: yOffset },
      encoding: { x: x('publishedLow'), x2: { field: 'publishedHigh' } },
    },
    {
      mark: {
        type: 'point',
        shape: 'diamond',
        filled: true,
        fill: 'var(--card)',
        stroke: 'currentColor',
        strokeWidth: 1.5,
        size: 75,
        opacity: 1,
        yOffset,
      },
      encoding: { x: x('published') },
    },
    {
      mark: { type: 'point', shape: 'diamond', filled: true, size: 30, opacity: 1, yOffset },
      encoding: { x: x('paper'), ...color },
    },
  ];
}
