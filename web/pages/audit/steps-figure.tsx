import { useMemo, type ReactNode } from 'react';

import type { AuditSteps } from '../../../src/analysis/audit-result.ts';
import { count, countOf, percent, percentRange, percentSigned } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import { ShapeKey } from '../../ui/chart/shape-key.tsx';
import type { Column } from '../../ui/table/column.ts';
import { readerStyles, stepsSpec, type StepRow } from './steps-spec.ts';

const columns: readonly Column<StepRow>[] = [
  { key: 'by', title: 'Read by', value: ({ by }) => by, cell: ({ by }) => <bdi>{by}</bdi> },
  { key: 'labels', title: 'Labels', numeric: true, value: ({ labels }) => labels },
  {
    key: 'corrected',
    title: 'Corrected, %',
    numeric: true,
    value: ({ corrected }) => corrected,
    cell: ({ corrected }) => percent(corrected),
  },
  {
    key: 'low',
    title: '95 %, situations like these',
    numeric: true,
    value: ({ low }) => low,
    cell: ({ low, high }) => percentRange(low, high),
    more: { key: 'high', value: ({ high }) => high },
  },
];

/** How a corrected rate moved as labels came in, beside the rate as counted. */
export function StepsFigure({
  title,
  counted,
  steps,
}: {
  readonly title: string;
  readonly counted: number;
  readonly steps: readonly AuditSteps[];
}): ReactNode {
  const { rows, spec } = useMemo(() => {
    const found = steps.flatMap(stepRows);
    return { rows: found, spec: stepsSpec(found, counted) };
  }, [steps, counted]);
  if (rows.length === 0) {
    return (
      <p className="note">
        No corrected rate of {title} yet: it takes clear labels of bails and of other trials. Counted:{' '}
        {percentSigned(counted)}.
      </p>
    );
  }
  const last = rows.findLast(({ by }) => by === rows[0]?.by);
  return (
    <ChartFigure
      name="audit-steps"
      title={title}
      description={
        `The corrected rate after each label: ${percentSigned(last?.corrected ?? null)} after ` +
        `${countOf(last?.labels ?? 0, 'label')}, beside ${percentSigned(counted)} as counted.`
      }
      spec={spec}
      table={{ columns, rows, rowKey: ({ key }) => key }}
      points={rows.map(({ key, by, labels, corrected, low, high }) => ({
        key,
        title: `${by}, ${countOf(labels, 'label')}`,
        lines: [
          ['corrected', percentSigned(corrected)],
          ['95 %', `${percentRange(low, high)} %`],
          ['as counted', percentSigned(counted)],
        ],
      }))}
      keys={
        <>
          {readerStyles(rows).map(({ by, color, shape }) => (
            <span className="key" key={by}>
              <ShapeKey shape={shape} color={color} />
              corrected, read by <bdi>{by}</bdi>
            </span>
          ))}
          <span className="key">
            <ShapeKey shape="band" color={readerStyles(rows)[0]?.color ?? 'currentColor'} /> 95 % of the first,
            situations like these
          </span>
          <span className="key">
            <ShapeKey shape="line" /> as counted: {percentSigned(counted)} (dashed)
          </span>
        </>
      }
    >
      <p className="note">
        In the order in which the labels were given, at {count(rows.length)} of their numbers. It is no reason to stop:
        with fewer labels the interval is only wider.
      </p>
    </ChartFigure>
  );
}

function stepRows({ by, steps }: AuditSteps): readonly StepRow[] {
  const name = visibleLine(by, 60);
  return steps.flatMap(({ labels, corrected, low, high }) =>
    corrected === null || low === null || high === null
      ? []
      : [{ key: `${by} ${labels}`, by: name, labels, corrected, low, high }],
  );
}
