import { addToBasis, type Basis, type Vector } from './linear-algebra.ts';
import type { Pattern } from './logistic-fit.ts';

/** Something that may change a rate: one of several levels, the first being the base, or a number. */
export type Factor =
  | { readonly name: string; readonly levels: readonly string[] }
  | { readonly name: string; readonly levels?: never };

/** What one item gave under one setting of the factors. */
export interface FactorRow {
  readonly cluster: number;
  /** 0 to draws. */
  readonly successes: number;
  /** ≥ 1. */
  readonly draws: number;
  /** One for each factor, in order: the place of its level, counted from 0, or the number itself. */
  readonly values: readonly number[];
}

/** Whether every row weighs alike, as items do in a rate, or as much as it has draws. */
export type RowWeighing = 'items' | 'draws';

/** A column of the design beside the constant: one level of a factor against its base, or a number. */
export interface DesignColumn {
  readonly factor: number;
  /** Place of the level; `null` for a number. */
  readonly level: number | null;
  /** False where the column follows from those before it, so that its effect cannot be told apart. */
  readonly isKept: boolean;
}

/** A design matrix by its different rows. */
export interface Design {
  readonly columns: readonly DesignColumn[];
  /** x has the constant first, then the kept columns. */
  readonly patterns: readonly Pattern[];
  /** Values of the factors of each pattern. */
  readonly values: readonly (readonly number[])[];
  /** Of each row: its pattern, weight and successes in that weight. */
  readonly rows: readonly { readonly pattern: number; readonly weight: number; readonly successes: number }[];
  /** The x of any values of the factors. */
  readonly encode: (values: readonly number[]) => Vector;
  /** What one unit of a factor's number is in x; 1 for levels. */
  readonly unitOf: (factor: number) => number;
}

/**
 * Turns factors into columns: a level into 0 or 1 against the base, a number into standard units (which changes no
 * result, and keeps digits). Columns that follow from earlier ones are left out and marked.
 *
 * @throws RangeError on no rows, impossible counts, or values that are no level or not finite.
 */
export function designOf(rows: readonly FactorRow[], factors: readonly Factor[], weighing: RowWeighing): Design {
  if (rows.length === 0) throw new RangeError('a regression needs at least one row');
  for (const row of rows) assertRow(row, factors);
  const cells = new Map<string, { place: number; values: readonly number[]; weight: number; successes: number }>();
  const placed = rows.map(({ successes, draws, values }) => {
    const scale = weighing === 'items' ? draws : 1;
    const key = values.join(' ');
    const cell = cells.get(key) ?? { place: cells.size, values, weight: 0, successes: 0 };
    if (cell.weight === 0) cells.set(key, cell);
    cell.weight += draws / scale;
    cell.successes += successes / scale;
    return { pattern: cell.place, weight: draws / scale, successes: successes / scale };
  });
  const merged = [...cells.values()];
  const units = factors.map((factor, index) => unitsOf(factor, index, merged));
  const possible = factors.flatMap((factor, index): Omit<DesignColumn, 'isKept'>[] =>
    factor.levels === undefined
      ? [{ factor: index, level: null }]
      : factor.levels.slice(1).map((_, place) => ({ factor: index, level: place + 1 })),
  );
  const numberAt = (column: Omit<DesignColumn, 'isKept'>, values: readonly number[]): number => {
    const value = values[column.factor] ?? 0;
    if (column.level !== null) return value === column.level ? 1 : 0;
    const { mean, unit } = units[column.factor] ?? { mean: 0, unit: 1 };
    return (value - mean) / unit;
  };
  const basis: Basis = { vectors: [] };
  addToBasis(basis, new Float64Array(merged.length).fill(1));
  const columns = possible.map((column) => ({
    ...column,
    isKept: addToBasis(
      basis,
      Float64Array.from(merged, ({ values }) => numberAt(column, values)),
    ),
  }));
  const kept = columns.filter(({ isKept }) => isKept);
  const encode = (values: readonly number[]): Vector =>
    Float64Array.from([1, ...kept.map((column) => numberAt(column, values))]);
  return {
    columns,
    patterns: merged.map(({ values, weight, successes }) => ({
      x: encode(values),
      weight,
      // Thirds and the like add up to a hair less than all.
      successes: weight - successes < 1e-9 * weight ? weight : successes,
    })),
    values: merged.map(({ values }) => values),
    rows: placed,
    encode,
    unitOf: (factor) => units[factor]?.unit ?? 1,
  };
}

function unitsOf(
  factor: Factor,
  index: number,
  cells: readonly { readonly values: readonly number[] }[],
): { readonly mean: number; readonly unit: number } {
  if (factor.levels !== undefined) return { mean: 0, unit: 1 };
  const numbers = cells.map(({ values }) => values[index] ?? 0);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const unit = Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length);
  return { mean, unit: unit > 1e-12 * Math.abs(mean) ? unit : 1 };
}

function assertRow({ successes, draws, values }: FactorRow, factors: readonly Factor[]): void {
  if (!(draws >= 1 && successes >= 0 && successes <= draws)) {
    throw new RangeError(`${successes} successes in ${draws} draws is no count`);
  }
  if (values.length !== factors.length) throw new RangeError(`${values.length} values for ${factors.length} factors`);
  for (const [index, { name, levels }] of factors.entries()) {
    const value = values[index] ?? Number.NaN;
    const isRight = levels === undefined ? Number.isFinite(value) : levels[value] !== undefined;
    if (!isRight) throw new RangeError(`${value} is no value of ${name}`);
  }
}
