import { useMemo, type ReactNode } from 'react';

import { groupHeading, type DrawnDifference, type DrawnSection } from '../../../src/report/effects.ts';
import { percent, points, pointsRange } from '../../../src/report/format.ts';
import { chartSpec } from '../../../src/report/html/charts/frame.ts';
import { describeEffects, effectParts } from '../../../src/report/html/charts/effect-spec.ts';
import { rowRoom } from '../../charts/row-room.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import type { ChartPoint } from '../../ui/chart/chart-point.ts';
import { DifferenceLegend } from '../../ui/chart/difference-legend.tsx';
import { hitLayer } from '../../ui/chart/hit-layer.ts';
import type { Column } from '../../ui/table/column.ts';

/** A difference with the place it has in its section, which is its key. */
export interface EffectLine<Pair> {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly pair: Pair;
}

export interface EffectFigureProps<Pair extends DrawnDifference> {
  readonly name: string;
  readonly section: DrawnSection<Pair>;
  /** What the table has beside the difference and its interval. */
  readonly more: readonly Column<EffectLine<Pair>>[];
  /** What is said of a difference that is pointed at, beside itself. */
  readonly said: (pair: Pair) => ChartPoint['lines'];
  /** Where a difference leads. */
  readonly leads?: ((pair: Pair) => string) | undefined;
  readonly onPick?: ((address: string) => void) | undefined;
}

/** Differences with their intervals around zero, with their table. */
export function EffectFigure<Pair extends DrawnDifference>(props: EffectFigureProps<Pair>): ReactNode {
  const { name, section, more, said, leads, onPick } = props;
  const lines = useMemo(() => linesOf(section), [section]);
  const spec = useMemo(
    () => (width: number) => {
      const size = rowRoom(width);
      return chartSpec(effectParts(section, size, (step) => [hitLayer(size, step)]));
    },
    [section],
  );
  const marks = useMemo(() => lines.map((line) => pointOf(line, said)), [lines, said]);
  const byKey = new Map(lines.map((line) => [line.key, line]));
  const pick = (key: string): void => {
    const line = byKey.get(key);
    if (line !== undefined && leads !== undefined) onPick?.(leads(line.pair));
  };
  return (
    <ChartFigure<EffectLine<Pair>>
      name={name}
      title={section.title}
      description={describeEffects(section)}
      spec={spec}
      table={{ columns: [...columnsOf<Pair>(), ...more], rows: lines, rowKey: ({ key }) => key }}
      points={marks}
      keys={<DifferenceLegend />}
      {...(leads === undefined ? {} : { onPick: pick, picks: 'both sides', rowHref: ({ pair }) => leads(pair) })}
    />
  );
}

function linesOf<Pair extends DrawnDifference>({ groups }: DrawnSection<Pair>): readonly EffectLine<Pair>[] {
  return groups.flatMap((group, place) =>
    group.rows.map(({ label, pair }, row) => ({ key: `${place} ${row}`, group: groupHeading(group), label, pair })),
  );
}

function pointOf<Pair extends DrawnDifference>(
  { key, group, label, pair }: EffectLine<Pair>,
  said: (pair: Pair) => ChartPoint['lines'],
): ChartPoint {
  const sure = pair.conclusion === 'interval';
  return {
    key,
    title: [group, label].filter((text) => text !== '').join(' · '),
    lines: [
      ['difference, points', points(pair.difference)],
      ['95 %, situations like these', sure ? pointsRange(pair.low, pair.high) : 'cannot conclude'],
      ...said(pair),
    ],
  };
}

function columnsOf<Pair extends DrawnDifference>(): readonly Column<EffectLine<Pair>>[] {
  return [
    { key: 'group', title: 'Of', value: ({ group }) => group },
    { key: 'label', title: 'Which', value: ({ label }) => label },
    {
      key: 'difference',
      title: 'Difference, points',
      numeric: true,
      value: ({ pair }) => pair.difference,
      cell: ({ pair }) => points(pair.difference),
    },
    {
      key: 'low',
      title: '95 %',
      numeric: true,
      value: ({ pair }) => (pair.conclusion === 'interval' ? pair.low : null),
      cell: ({ pair }) => (pair.conclusion === 'interval' ? pointsRange(pair.low, pair.high) : 'cannot conclude'),
      more: { key: 'high', value: ({ pair }) => (pair.conclusion === 'interval' ? pair.high : null) },
    },
  ];
}

/** A column of rates. */
export function rateColumn<Row>(key: string, title: string, value: (row: Row) => number | null): Column<Row> {
  return { key, title: `${title}, %`, numeric: true, value, cell: (row) => percent(value(row)) };
}
