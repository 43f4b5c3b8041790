import { useMemo } from 'react';

import type { GridAnswer } from '../../../src/server/wire/grid.ts';
import { modelLabel } from '../../../src/report/labels.ts';
import { useRoute } from '../../route.ts';
import { useChoice, type Option, type Options } from '../../ui/choice.tsx';
import { useWanted } from '../../ui/multi-select.tsx';
import { conditionText } from '../../ui/condition-line.tsx';
import { columnHeads, togetherByName, type ColumnHeads } from './column-heads.ts';
import { datasetGrid, type DatasetGrid, type GridColumn } from './grid-data.ts';
import { rowHeights, type RowSize } from './map-size.ts';
import { hasMeasure, meanOf, meansOf, measuresOf, valuesOf, type Measure } from './measures.ts';
import { rowGroups, type MapRow, type RowGroup, type RowKind, type RowSort } from './rows.ts';

export const measureNames: Readonly<Record<Measure, string>> = {
  bail: 'Bail rate',
  unanswered: 'Unanswered',
  refusal: 'Refusal',
  probability: 'Bail probability',
};

export const rowOptions: Options<RowKind> = [
  { value: 'items', label: 'Items' },
  { value: 'clusters', label: 'Clusters' },
  { value: 'categories', label: 'Categories' },
];
export const orderOptions: Options<RowSort> = [
  { value: 'dataset', label: 'As in the data' },
  { value: 'rate', label: 'Mean' },
  { value: 'difference', label: 'Difference' },
];
export const groupOptions: Options<'category' | 'none'> = [
  { value: 'category', label: 'By category' },
  { value: 'none', label: 'Together' },
];
export const columnOptions: Options<'plan' | 'rate'> = [
  { value: 'plan', label: 'As planned' },
  { value: 'rate', label: 'Mean' },
];

/** Everything the map shows, from the data and the address. */
export interface GridView {
  readonly grid: DatasetGrid;
  readonly datasets: Options;
  readonly measure: Measure;
  readonly measures: Options<Measure>;
  readonly scorer: string | null;
  readonly rowKind: RowKind;
  readonly order: RowSort;
  /** The conditions that may be held against each other, for the order by their difference. */
  readonly sides: Options | null;
  readonly columns: readonly GridColumn[];
  readonly heads: ColumnHeads;
  readonly groups: readonly RowGroup[];
  readonly rows: readonly MapRow[];
  /** Shares of the rows by column, or why there is none. */
  readonly values: readonly Float32Array[];
  readonly rowHeight: number;
  readonly sizes: Options<RowSize>;
  readonly models: readonly Option[];
  readonly methods: readonly Option[];
}

/** Reads the address; `null` where the study has no items. */
export function useGridView(answer: GridAnswer): GridView | null {
  const { query } = useRoute();
  const datasets = answer.datasets.map(({ dataset }) => ({ value: dataset, label: dataset }));
  const [first = nothing, ...rest] = datasets;
  const dataset = useChoice('dataset', [first, ...rest]);
  const grid = useMemo(() => datasetGrid(answer, dataset), [answer, dataset]);
  const known = grid === null ? [] : measuresOf(grid);
  const measureOptions = known.map((value) => ({ value, label: measureNames[value] }));
  const [firstMeasure = { value: 'bail', label: measureNames.bail }, ...otherMeasures] = measureOptions;
  const measures: Options<Measure> = [firstMeasure, ...otherMeasures];
  const measure = useChoice<Measure>('measure', measures);
  const scorer = answer.scorers.find((one) => one === query.get('scorer')) ?? answer.scorers[0] ?? null;
  const rowKind = useChoice('rows', rowOptions);
  const order = useChoice('order', orderOptions);
  const grouped = useChoice('group', groupOptions) === 'category';
  const columnOrder = useChoice('columns', columnOptions);
  const models = useWanted('model');
  const methods = useWanted('method');
  const wanted = [...models, '', ...methods].join('\n');
  const shown = useMemo(() => {
    const columns = (grid?.columns ?? []).filter(
      (column) =>
        hasMeasure(column, measure, scorer) &&
        (models.size === 0 || models.has(column.condition.model)) &&
        (methods.size === 0 || methods.has(column.condition.method)),
    );
    const size = grid?.items.items.length ?? 0;
    const measured = columns.map((column) => ({ column, values: valuesOf(column, measure, scorer, size) }));
    if (columnOrder === 'plan') return togetherByName(measured, ({ column }) => column.condition);
    const all = Array.from({ length: size }, (_, place) => place);
    return measured
      .map((one) => ({ ...one, mean: meanOf(one.values, all) }))
      .sort((one, other) => other.mean - one.mean);
    // oxlint-disable-next-line exhaustive-deps -- `wanted` stands for the two sets
  }, [grid, measure, scorer, columnOrder, wanted]);
  const columns = useMemo(() => shown.map(({ column }) => column), [shown]);
  const [sideA, sideB] = [sideOf(columns, query.get('a'), 0), sideOf(columns, query.get('b'), 1)];
  const groups = useMemo(() => {
    const [a, b] = [shown[sideA], shown[sideB]];
    return grid === null
      ? []
      : rowGroups(grid, {
          kind: rowKind,
          sort: order,
          grouped,
          values: shown.map(({ values }) => values),
          difference: a === undefined || b === undefined ? null : [a.values, b.values],
        });
  }, [grid, shown, rowKind, order, grouped, sideA, sideB]);
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const values = useMemo(() => shown.map((one) => meansOf(one.values, rows)), [shown, rows]);
  const heads = useMemo(() => columnHeads(columns.map(({ condition }) => condition)), [columns]);
  const sizes = sizeOptions(rows.length);
  const size = useChoice('size', sizes);
  if (grid === null) return null;
  const conditions = grid.columns.map(({ condition }) => condition);
  const [firstSide, ...otherSides] = columns.map(({ condition }) => ({
    value: condition.id,
    label: conditionText(condition, ['dataset']),
  }));
  return {
    grid,
    datasets: [first, ...rest],
    measure,
    measures,
    scorer,
    rowKind,
    order,
    sides: firstSide === undefined || otherSides.length === 0 ? null : [firstSide, ...otherSides],
    columns,
    heads,
    groups,
    rows,
    values,
    rowHeight: rowHeights[size],
    sizes,
    models: [...new Map(conditions.map((one) => [one.model, modelLabel(one)]))].map(([value, label]) => ({
      value,
      label,
    })),
    methods: [...new Set(conditions.map((one) => one.method))].map((value) => ({ value, label: value })),
  };
}

const nothing = { value: '', label: '' };

function sideOf(columns: readonly GridColumn[], wanted: string | null, otherwise: number): number {
  const found = columns.findIndex(({ condition }) => condition.id === wanted);
  return found < 0 ? otherwise : found;
}

/** Few rows are named at first, many are small: all are to be seen at a glance. */
function sizeOptions(rows: number): Options<RowSize> {
  const named = { value: 'named', label: 'Named' } as const;
  const small = { value: 'small', label: 'Small' } as const;
  const tiny = { value: 'tiny', label: 'Tiny' } as const;
  if (rows <= 80) return [named, small, tiny];
  return rows <= 300 ? [small, named, tiny] : [tiny, small, named];
}
