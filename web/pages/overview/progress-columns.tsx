import { grouped } from '../../../src/base/figures.ts';
import { outcomes } from '../../../src/conversation/outcome.ts';
import { methodLabel, modelLabel, variantLabel } from '../../../src/report/labels.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { leftOf, type ConditionProgress } from '../../../src/server/wire/progress.ts';
import { outcomeWord } from '../../ui/outcome-chip.tsx';
import type { Column } from '../../ui/table/column.ts';

/** Columns of the table of conditions: what tells them apart, what is planned and left, and every outcome there is. */
export function progressColumns(conditions: readonly ConditionProgress[]): readonly Column<ConditionProgress>[] {
  const used = outcomes.filter((outcome) => conditions.some((one) => one.outcomes[outcome] > 0));
  return [
    text('model', 'Model', ({ condition }) => modelLabel(condition)),
    text('dataset', 'Dataset', ({ condition }) => visibleLine(condition.dataset, 60)),
    text('method', 'Offered as', ({ condition }) => methodLabel(condition)),
    ...(conditions.some(({ condition }) => variantLabel(condition) !== '')
      ? [text('variant', 'Variant', ({ condition }) => variantLabel(condition))]
      : []),
    number('planned', 'Planned', ({ planned }) => planned),
    ...(conditions.some((one) => leftOf(one) > 0) ? [number('left', 'To do', leftOf)] : []),
    ...used.map((outcome) => number(`n-${outcome}`, outcomeWord(outcome), (row) => row.outcomes[outcome])),
    ...(conditions.some((one) => one.outcomes.pending > 0)
      ? [number('n-pending', 'pending', (row) => row.outcomes.pending)]
      : []),
    ...(conditions.some(({ condition }) => condition.unsupported !== null)
      ? [text('unsupported', 'Cannot be done', ({ condition }) => visibleLine(condition.unsupported ?? '', 200))]
      : []),
  ];
}

function text(key: string, title: string, value: (row: ConditionProgress) => string): Column<ConditionProgress> {
  return { key, title, value, cell: (row) => <bdi>{value(row)}</bdi> };
}

function number(key: string, title: string, value: (row: ConditionProgress) => number): Column<ConditionProgress> {
  return { key, title, numeric: true, value, cell: (row) => grouped(value(row)) };
}
