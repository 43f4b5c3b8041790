import { useMemo, type ReactNode } from 'react';

import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { useRoute } from '../../route.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import { DifferenceLegend } from '../../ui/chart/difference-legend.tsx';
import { Choice, useChoice, type Options } from '../../ui/choice.tsx';
import { ChangedItems } from './changed-items.tsx';
import { differenceColumns } from './difference-columns.tsx';
import { differencePoint } from './difference-point.ts';
import { sidesOf, type DifferenceRow } from './difference-row.ts';
import { differenceSpec } from './difference-spec.ts';
import { Transcripts } from './transcripts.tsx';

export interface PairDetailProps {
  readonly comparison: Comparison;
  readonly conditions: readonly ConditionName[];
  /** Every difference, by pair and category. */
  readonly rows: readonly DifferenceRow[];
}

/** One of several pairs, which the address names: by category, and the items that changed. */
export function PairDetail({ comparison, conditions, rows }: PairDetailProps): ReactNode {
  const [first, ...rest] = comparison.rows.map((row, index) => {
    const { sides, differing } = sidesOf(row, conditions);
    return { value: `${index + 1}`, label: `${sides}: ${differing}` };
  });
  if (first === undefined) return null;
  return <Detail pairs={[first, ...rest]} comparison={comparison} conditions={conditions} rows={rows} />;
}

function Detail({ pairs, comparison, conditions, rows }: PairDetailProps & { readonly pairs: Options }): ReactNode {
  const index = Number(useChoice('pair', pairs)) - 1;
  const row = comparison.rows[index];
  if (row === undefined) return null;
  const { sides } = sidesOf(row, conditions);
  const own = rows.filter((one) => one.sides === sides);
  return (
    <>
      {pairs.length === 1 ? null : (
        <>
          <h2>One pair in detail</h2>
          <div className="controls">
            <Choice name="pair" label="Pair" options={pairs} asList forgets={['item', 'epoch']} />
          </div>
          {own.length > 1 ? <ByCategory key={sides} rows={own} comparison={comparison} /> : null}
        </>
      )}
      <h2>Items that changed</h2>
      <section aria-label={`Items that changed: ${sides}`}>
        <ChangedItems row={row} sides={sides} />
      </section>
      <ChosenItem comparison={comparison} conditions={conditions} />
    </>
  );
}

function ByCategory({ rows, comparison }: Pick<PairDetailProps, 'rows' | 'comparison'>): ReactNode {
  const spec = useMemo(() => differenceSpec(rows), [rows]);
  const marks = useMemo(() => rows.map(differencePoint), [rows]);
  return (
    <ChartFigure
      name="categories"
      title="Difference of bail rates by category"
      description={`${rows[0]?.sides ?? ''}, over all items and in ${rows.length - 1} categories; the table has the numbers.`}
      spec={spec}
      table={{ columns: differenceColumns('Compared', comparison.adjustment), rows, rowKey: ({ key }) => key }}
      points={marks}
      keys={<DifferenceLegend />}
    />
  );
}

/** What was said about the item that the address names, under every condition that has trials of it. */
function ChosenItem({ comparison, conditions }: Pick<PairDetailProps, 'comparison' | 'conditions'>): ReactNode {
  const item = useRoute().query.get('item');
  if (item === null) return null;
  const trialsOf = (id: string): readonly number[] => {
    for (const { a, b, changed } of comparison.rows) {
      const own = changed.find((one) => one.item === item);
      if (own !== undefined && a.id === id) return own.trialsA;
      if (own !== undefined && b.id === id) return own.trialsB;
    }
    return [];
  };
  const of = conditions
    .map((condition) => ({ condition, trials: trialsOf(condition.id) }))
    .filter(({ trials }) => trials.length > 0);
  return of.length === 0 ? null : <Transcripts item={item} of={of} />;
}
