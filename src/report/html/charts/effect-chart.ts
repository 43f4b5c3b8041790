import { groupHeading, type DrawnSection } from '../../effects.ts';
import { countOf, points } from '../../format.ts';
import type { Html } from '../html.ts';
import { chart } from './draw.ts';
import { distinctLabels, inPercent, titleMax, type ChartSize } from './frame.ts';
import { rowPlot, type RowEncoding } from './row-plot.ts';

type DrawnRow = DrawnSection['groups'][number]['rows'][number];

interface Difference {
  readonly label: string;
  readonly low: number | null;
  readonly high: number | null;
  /** The difference: one of the two, by whether anything can be concluded. */
  readonly concluded: number | null;
  readonly open: number | null;
  readonly text: string;
}

/** Differences with their intervals around a line at zero; hollow and without one where none can be given. */
export async function effectChart(section: DrawnSection): Promise<Html> {
  const rows = section.groups.flatMap((group) => group.rows);
  const away = rows.filter(({ pair }) => (pair.low ?? 0) > 0 || (pair.high ?? 0) < 0).length;
  const label = `${section.title}: ${countOf(rows.length, 'difference')} in points, ${away} of them with an interval that leaves out zero; the table has the numbers`;
  const reach = reachOf(rows);
  return chart(label, (size) => {
    const groups = section.groups.map((group) => ({
      title: size.narrow ? groupHeading(group) : groupHeading(group, titleMax(size)),
      rows: differencesOf(group.rows, size),
    }));
    const margin = (reach * 2 * 8) / size.plotWidth;
    const scale = {
      domain: [-reach - margin, reach + margin],
      values: [-reach, -reach / 2, 0, reach / 2, reach],
      title: `${section.a} minus ${section.b}, points`,
      zeroLine: true,
    } as const;
    return [rowPlot(groups, scale, size, 22, layers)];
  });
}

/** Points to show on each side of zero: enough for every interval, the same in all plots of a section. */
function reachOf(rows: readonly DrawnRow[]): number {
  const ends = rows.flatMap(({ pair }) => [pair.low, pair.high, pair.difference]).map((end) => Math.abs(end ?? 0));
  return [10, 25, 50].find((reach) => Math.max(0, ...ends) * 100 <= reach) ?? 100;
}

function differencesOf(rows: readonly DrawnRow[], size: ChartSize): Difference[] {
  const labels = distinctLabels(
    rows.map(({ label }) => label),
    size.labelMax,
  );
  return rows.map(({ pair }, index) => {
    const sure = pair.conclusion === 'interval';
    const difference = inPercent(pair.difference);
    return {
      label: labels[index] ?? '',
      low: sure ? inPercent(pair.low) : null,
      high: sure ? inPercent(pair.high) : null,
      concluded: sure ? difference : null,
      open: sure ? null : difference,
      text: points(pair.difference),
    };
  });
}

function layers({ x }: RowEncoding<Difference>): object[] {
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
