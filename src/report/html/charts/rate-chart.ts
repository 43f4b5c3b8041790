import { variations } from '../../effects.ts';
import { countOf, percent } from '../../format.ts';
import { groupConditions, groupLabel, membersOf } from '../../groups.ts';
import { markSigns, methodLabel, offersExit, variantLabel } from '../../labels.ts';
import type { ReportCondition, ReportResults } from '../../report-results.ts';
import type { Html } from '../html.ts';
import { chart, distinctLabels, inPercent, type ChartSize } from './frame.ts';
import { rowPlot, type RowEncoding } from './row-plot.ts';

interface Bar {
  readonly label: string;
  /** Percentages; `null` where there is nothing to draw. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  readonly stayed: number | null;
  readonly left: number | null;
  readonly neutral: number | null;
  /** Ours by the paper scorer, only where a published rate stands beside it. */
  readonly paper: number | null;
  readonly published: number | null;
  readonly publishedLow: number | null;
  readonly publishedHigh: number | null;
  readonly text: string;
}

/**
 * The rates with their intervals; `null` where no condition offers an exit. Conditions that only vary another one
 * (a wording, a lead-in) are left to the charts of their effects.
 */
export async function rateChart(results: ReportResults): Promise<Html | null> {
  const shown = chartedConditions(results);
  if (shown.length === 0) return null;
  const rates = shown.map(({ rate }) => rate).filter((rate) => rate !== null);
  const span = rates.length === 0 ? '' : `, from ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))} %`;
  const label = `Bail rates of ${countOf(shown.length, 'condition')} with their intervals${span}; the table below has the same numbers`;
  return chart(label, (size) => plots(shown, results, size));
}

/** The conditions in the chart of rates. */
export function chartedConditions(results: ReportResults): ReportCondition[] {
  const varied = variations(results);
  return results.conditions.filter(({ id, method }) => offersExit(method) && !varied.has(id));
}

function plots(shown: readonly ReportCondition[], results: ReportResults, size: ChartSize): object[] {
  const groups = groupConditions(shown).map((group) => ({
    title: groupLabel(group, results),
    rows: barsOf(membersOf(group), size),
  }));
  const hasPublished = shown.some(({ published }) => published !== undefined);
  // Room for the dots at 0 and 100.
  const margin = 800 / size.plotWidth;
  const scale = { domain: [-margin, 100 + margin], values: [0, 25, 50, 75, 100], title: 'bail rate, %' } as const;
  return [rowPlot(groups, scale, size, hasPublished ? 36 : 26, layers)];
}

function layers({ x }: RowEncoding<Bar>): object[] {
  // Under the row's own marks.
  const yOffset = 13;
  return [
    {
      mark: { type: 'rule', strokeWidth: 18, color: 'var(--unanswered)' },
      encoding: { x: x('stayed'), x2: { field: 'left' } },
    },
    {
      mark: { type: 'rule', strokeWidth: 1.5, color: 'var(--accent)' },
      encoding: { x: x('low'), x2: { field: 'high' } },
    },
    {
      mark: { type: 'rule', strokeWidth: 6, color: 'var(--accent)', opacity: 0.45 },
      encoding: { x: x('lowFixed'), x2: { field: 'highFixed' } },
    },
    {
      mark: { type: 'tick', orient: 'vertical', thickness: 2, size: 16, color: 'var(--neutral)' },
      encoding: { x: x('neutral') },
    },
    { mark: { type: 'point', filled: true, size: 70, opacity: 1, color: 'var(--accent)' }, encoding: { x: x('rate') } },
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
      mark: { type: 'point', shape: 'diamond', filled: true, size: 30, opacity: 1, color: 'var(--accent)', yOffset },
      encoding: { x: x('paper') },
    },
  ];
}

function barsOf(conditions: readonly ReportCondition[], size: ChartSize): Bar[] {
  const plain = conditions.map((condition) => methodLabel(condition));
  const wanted = conditions.map((condition, index) => {
    const method = plain[index] ?? '';
    const alone = plain.indexOf(method) === plain.lastIndexOf(method);
    const sign = condition.marks.length === 0 ? '' : ` ${markSigns(condition)}`;
    return (alone ? method : `${method} · ${variantLabel(condition)}`) + sign;
  });
  const labels = distinctLabels(wanted, size.labelMax + 2);
  return conditions.map((condition, index) => barOf(condition, labels[index] ?? ''));
}

function barOf(condition: ReportCondition, label: string): Bar {
  const { published } = condition;
  const half = published?.halfWidth ?? 0;
  return {
    label,
    rate: inPercent(condition.rate),
    low: inPercent(condition.low),
    high: inPercent(condition.high),
    lowFixed: inPercent(condition.lowFixed),
    highFixed: inPercent(condition.highFixed),
    stayed: inPercent(condition.bounds?.[0] ?? null),
    left: inPercent(condition.bounds?.[1] ?? null),
    neutral: inPercent(condition.neutral?.rate ?? null),
    paper: published === undefined ? null : inPercent(condition.ratePaper),
    published: inPercent(published?.rate ?? null),
    publishedLow: published === undefined ? null : inPercent(Math.max(0, published.rate - half)),
    publishedHigh: published === undefined ? null : inPercent(Math.min(1, published.rate + half)),
    text: condition.unsupported === null ? (condition.rate === null ? 'none' : percent(condition.rate)) : 'unsup.',
  };
}
