import { countOf } from '../../format.ts';
import { coefficient, type AgreementGroup, type AgreementRow } from '../../similarity.ts';
import type { Html } from '../html.ts';
import { chart } from './draw.ts';
import { distinctLabels } from '../../distinct-labels.ts';
import { rowPlot, type RowEncoding } from './row-plot.ts';

interface Dot {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
}

/** With more groups than this only the lines of all ways together are drawn. */
const mostInFull = 12;

/** Agreement of decisions with its interval, from −1 to 1, a line for each pair of ways. */
export async function agreementChart(groups: readonly AgreementGroup[]): Promise<Html> {
  const isLong = groups.length > mostInFull;
  const shown = groups
    .map(({ title, rows }) => ({ title, rows: isLong ? rows.slice(0, 1) : rows }))
    .filter(({ rows }) => rows.some(({ decisions }) => decisions.value !== null));
  const lines = shown.reduce((sum, { rows }) => sum + rows.length, 0);
  const label = `Agreement of ${countOf(lines, 'comparison')} with their intervals; the table has the numbers`;
  return chart(label, (size) => {
    const drawn = shown.map(({ title, rows }) => ({ title, rows: dotsOf(rows, size.labelMax) }));
    const margin = 16 / size.plotWidth;
    const scale = {
      domain: [-1 - margin, 1 + margin],
      values: [-1, -0.5, 0, 0.5, 1],
      title: 'agreement',
      zeroLine: true,
    } as const;
    return [rowPlot(drawn, scale, size, 22, layers)];
  });
}

function dotsOf(rows: readonly AgreementRow[], max: number): Dot[] {
  const labels = distinctLabels(
    rows.map(({ label }) => label),
    max,
  );
  return rows.map(({ decisions }, index) => ({
    label: labels[index] ?? '',
    value: decisions.value,
    low: decisions.low,
    high: decisions.high,
    text: coefficient(decisions.value),
  }));
}

function layers({ x }: RowEncoding<Dot>): object[] {
  return [
    {
      mark: { type: 'rule', strokeWidth: 1.5, color: 'var(--accent)' },
      encoding: { x: x('low'), x2: { field: 'high' } },
    },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 1, color: 'var(--accent)' },
      encoding: { x: x('value') },
    },
  ];
}
