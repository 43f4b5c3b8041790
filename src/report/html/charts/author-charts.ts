import { authorLabel } from '../../author-label.ts';
import { groupHeading, type EffectGroup, type EffectSection } from '../../effects.ts';
import { countOf, nothing, percent } from '../../format.ts';
import { variantLabel } from '../../labels.ts';
import type { ReportCondition, ReportResults } from '../../report-results.ts';
import type { Html } from '../html.ts';
import { factorPlot } from './factor-plot.ts';
import { chart } from './draw.ts';
import { inPercent, titleMax, type ChartSize } from './frame.ts';
import { distinctLabels } from '../../distinct-labels.ts';
import { rowPlot, type RowEncoding } from './row-plot.ts';

interface Rate {
  readonly label: string;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
}

/** The rates that a section about authors compares, each once with its interval. */
export async function authorRateChart(section: EffectSection, results: ReportResults): Promise<Html> {
  const groups = section.groups.map((group) => ({ group, conditions: conditionsOf(group, results) }));
  const shown = groups.reduce((sum, { conditions }) => sum + conditions.length, 0);
  const label = `Bail rates of ${countOf(shown, 'condition')} by author with their intervals; the table has the numbers`;
  return chart(label, (size) => {
    const margin = 800 / size.plotWidth;
    const scale = { domain: [-margin, 100 + margin], values: [0, 25, 50, 75, 100], title: 'bail rate, %' } as const;
    const rows = groups.map(({ group, conditions }) => ({
      title: headingOf(group, size),
      rows: ratesOf(conditions, size),
    }));
    return [rowPlot(rows, scale, size, 22, layers)];
  });
}

/** The factors of a section about authors, with their intervals. */
export async function authorFactorChart(section: EffectSection): Promise<Html> {
  const rows = section.groups.flatMap((group) => group.rows);
  const away = rows.filter(({ pair: { factor } }) => {
    return factor !== undefined && (factor.low > 1 || (factor.high !== null && factor.high < 1));
  }).length;
  const label = `${section.title}: ${countOf(rows.length, 'factor')}, ${away} of them with an interval that leaves out one; the table has the numbers`;
  return chart(label, (size) => {
    const groups = section.groups.map((group) => {
      const labels = distinctLabels(
        group.rows.map((row) => row.label),
        size.labelMax,
      );
      return {
        title: headingOf(group, size),
        rows: group.rows.flatMap(({ pair: { factor } }, index) =>
          factor === undefined ? [] : [{ label: labels[index] ?? '', factor }],
        ),
      };
    });
    const title = `factor: ${section.a} ÷ ${section.b}`;
    return [factorPlot(groups, size, { ink: 'var(--accent)', ground: 'var(--card)', title })];
  });
}

function headingOf(group: EffectGroup, size: ChartSize): string {
  return size.narrow ? groupHeading(group) : groupHeading(group, titleMax(size));
}

function conditionsOf({ rows }: EffectGroup, results: ReportResults): readonly ReportCondition[] {
  const ids = new Set(rows.flatMap(({ pair: { a, b } }) => [b, a]));
  return [...ids].flatMap((id) => results.conditions.find((condition) => condition.id === id) ?? []);
}

function ratesOf(conditions: readonly ReportCondition[], size: ChartSize): Rate[] {
  const words = conditions.map(({ wording, leadIn }) => variantLabel({ wording, leadIn }));
  const tells = new Set(words).size > 1;
  const labels = distinctLabels(
    conditions.map((condition, index) => authorLabel(condition) + (tells ? `, ${words[index]}` : '')),
    size.labelMax,
  );
  return conditions.map(({ rate, low, high }, index) => ({
    label: labels[index] ?? '',
    rate: inPercent(rate),
    low: inPercent(low),
    high: inPercent(high),
    text: rate === null ? nothing : percent(rate),
  }));
}

function layers({ x }: RowEncoding<Rate>): object[] {
  const color = 'var(--accent)';
  return [
    { mark: { type: 'rule', strokeWidth: 1.5, color }, encoding: { x: x('low'), x2: { field: 'high' } } },
    { mark: { type: 'point', filled: true, size: 60, opacity: 1, color }, encoding: { x: x('rate') } },
  ];
}
