import type { CsvValue } from '../csv-cell.ts';
import type { DotPlot, FigurePoint, FigureTable } from './figure.ts';

type Column = readonly [name: string, value: (point: FigurePoint) => CsvValue];

const columns: readonly Column[] = [
  ['value', (point) => point.value],
  ['low', (point) => point.low],
  ['high', (point) => point.high],
  ['lowFixed', (point) => point.lowFixed ?? null],
  ['highFixed', (point) => point.highFixed ?? null],
  ['n', (point) => point.n ?? null],
  ['items', (point) => point.items ?? null],
  ['clusters', (point) => point.clusters ?? null],
  ['boundsLow', (point) => point.bounds?.[0] ?? null],
  ['boundsHigh', (point) => point.bounds?.[1] ?? null],
  ['difference', (point) => point.difference?.value ?? null],
  ['differenceLow', (point) => point.difference?.low ?? null],
  ['differenceHigh', (point) => point.difference?.high ?? null],
  ['ratePaper', (point) => point.ratePaper ?? null],
  ['publishedRate', (point) => point.published?.rate ?? null],
  ['publishedHalfWidth', (point) => point.published?.halfWidth ?? null],
  ['condition', (point) => point.condition ?? null],
  ['note', (point) => point.note],
];

/** The numbers of a plot of dots, a record for each; columns that no point has are left out. */
export function dotTable({ groups, series }: DotPlot, dataset: string): FigureTable {
  const labels = new Map(series.map(({ key, label }) => [key, label]));
  const points = groups.flatMap(({ title, rows }) =>
    rows.flatMap(({ label, points: own }) => own.map((point) => ({ title, label, point }))),
  );
  const always = new Set(['value', 'low', 'high', 'note']);
  const used = columns.filter(([name, value]) => always.has(name) || points.some(({ point }) => value(point) !== null));
  return {
    columns: ['dataset', 'group', 'row', 'series', ...used.map(([name]) => name)],
    rows: points.map(({ title, label, point }) => [
      dataset,
      title,
      label,
      labels.get(point.series) ?? point.series,
      ...used.map(([, value]) => value(point)),
    ]),
  };
}
