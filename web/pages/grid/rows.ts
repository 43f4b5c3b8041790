import type { DatasetGrid } from './grid-data.ts';
import { meanOf } from './measures.ts';

/** What a row of the map is. */
export const rowKinds = ['items', 'clusters', 'categories'] as const;
export type RowKind = (typeof rowKinds)[number];

/** In which order rows stand: as in the dataset, by their mean over all columns, or by the difference of two. */
export const rowSorts = ['dataset', 'rate', 'difference'] as const;
export type RowSort = (typeof rowSorts)[number];

/** One row of the map: an item, or several together. */
export interface MapRow {
  readonly label: string;
  readonly places: readonly number[];
}

/** Rows under one heading. */
export interface RowGroup {
  /** `null` where rows are not grouped. */
  readonly title: string | null;
  readonly rows: readonly MapRow[];
}

export interface RowSetting {
  readonly kind: RowKind;
  readonly sort: RowSort;
  /** Whether rows of one category stand together. */
  readonly grouped: boolean;
  /** Shares by column that is shown, by the places of items. */
  readonly values: readonly Float32Array[];
  /** Of two columns, for the order by their difference. */
  readonly difference: readonly [Float32Array, Float32Array] | null;
}

/** How items without a category are called. */
export const noCategory = '(none)';

/** The rows of a map in their order. What cannot be put in order, for want of a share, stands last. */
export function rowGroups(
  grid: DatasetGrid,
  { kind, sort, grouped, values, difference }: RowSetting,
): readonly RowGroup[] {
  const rows = rowsOf(grid, kind);
  const key = (places: readonly number[]): number | null => {
    if (sort === 'dataset') return null;
    if (sort === 'difference') {
      const [a, b] = difference?.map((of) => meanOf(of, places)) ?? [];
      return a === undefined || b === undefined || a < 0 || b < 0 ? null : a - b;
    }
    const means = values.map((of) => meanOf(of, places)).filter((mean) => mean >= 0);
    return means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length;
  };
  if (!grouped || kind === 'categories') return [{ title: null, rows: inOrder(rows, ({ places }) => key(places)) }];
  const byCategory = Map.groupBy(rows, ({ places }) => categoryName(grid, places[0] ?? 0));
  const groups = [...byCategory].map(([title, own]) => ({
    title,
    rows: inOrder(own, ({ places }) => key(places)),
    key: key(own.flatMap(({ places }) => places)),
  }));
  return sort === 'dataset'
    ? groups.sort((one, other) => compareNames(one.title, other.title))
    : inOrder(groups, (group) => group.key);
}

/** The largest first; those without a key last; else as they were. */
function inOrder<One>(all: readonly One[], keyOf: (one: One) => number | null): One[] {
  return all
    .map((one) => ({ one, key: keyOf(one) ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => (a.key === b.key ? 0 : b.key - a.key))
    .map(({ one }) => one);
}

function rowsOf(grid: DatasetGrid, kind: RowKind): readonly MapRow[] {
  const { items, clusterOf } = grid;
  if (kind === 'items') return items.items.map((label, place) => ({ label, places: [place] }));
  const places = Array.from(items.items, (_, place) => place);
  if (kind === 'categories') {
    const found = Map.groupBy(places, (place) => categoryName(grid, place));
    return [...found]
      .map(([label, own]) => ({ label, places: own }))
      .sort((one, other) => compareNames(one.label, other.label));
  }
  // A cluster may have items of several categories: each part is a row of its own.
  const found = Map.groupBy(places, (place) => `${grid.categoryOf[place]} ${clusterOf[place]}`);
  return [...found.values()].map((own) => ({ label: items.clusters[clusterOf[own[0] ?? 0] ?? 0] ?? '', places: own }));
}

/** What the category of an item is called. */
export function categoryName({ items, categoryOf }: DatasetGrid, place: number): string {
  return items.categories[categoryOf[place] ?? -1] ?? noCategory;
}

function compareNames(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
