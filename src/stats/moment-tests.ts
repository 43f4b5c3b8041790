import type { Json } from '../base/canonical-json.ts';
import type { Association } from './association-test.ts';
import { bcaLimits } from './bootstrap-limits.ts';
import { leastUnits, mostLeftOut } from './column-bootstrap.ts';
import { MomentPermutations } from './moment-permutation.ts';
import { addUp, prepared as preparedOf, type MomentTask, type Prepared } from './moment-blocks.ts';
import { eachResample } from './resample.ts';

export type { MomentTask } from './moment-blocks.ts';

/** As of `associationTest`, for all tasks alike. */
export interface MomentOptions {
  readonly seed: Json;
  readonly draws: number;
  readonly bootstrapDraws: number;
  readonly level?: number;
}

/**
 * As `associationTest` of two columns and `agreementTest` of more, for coefficients that are known from moments and for
 * many tasks at once: a draw of clusters is a sum over clusters, not over units, and the same draws serve all tasks. The
 * values are the same, p and limits too but for rounding.
 *
 * For p whole clusters are exchanged among those with as many units, missing ones among them, which go where their cluster
 * goes: so a missing draw does not part its cluster from the others. That holds where a column's values, and what it misses,
 * have nothing to do with the other's; docs/statistics-compare.md has what comes of it where clusters miss values together.
 *
 * Source: A. Winkler et al. (2015), "Multi-level block permutation", NeuroImage 123; F. Pesarin and L. Salmaso (2010),
 * Permutation Tests for Complex Data, chapter 7 (values exchanged together with whether they are missing).
 *
 * @returns for each task the coefficients, in the order of its statistics.
 * @throws RangeError on columns or clusters of unequal length.
 */
export function momentTests(
  tasks: readonly MomentTask[],
  { seed, draws, bootstrapDraws, level = 0.95 }: MomentOptions,
): readonly (readonly Association[])[] {
  const prepared = preparedOf(tasks);
  const permutations = new MomentPermutations(draws, seed);
  const limits = new Map<Prepared, readonly (Pick<Association, 'low' | 'high'> & { reason: string | null })[]>();
  for (const [count, alike] of Map.groupBy(prepared, ({ drawn }) => drawn)) {
    for (const [one, found] of bootstrapped(alike, count, bootstrapDraws, seed, level)) limits.set(one, found);
  }
  return prepared.map((one) => {
    const observed = one.task.statistics.map((statistic) => statistic(one.moments));
    const counts = { units: one.moments.sums[0] ?? 0, clusters: one.drawn };
    const isDefined = observed.some(({ value }) => value !== null);
    const test = isDefined ? permutations.test(one.task.columns, one.blocks) : null;
    return observed.map(({ value, reason }, index): Association => {
      if (value === null) return { value: null, p: null, low: null, high: null, ...counts, reasons: [reason] };
      const limit = limits.get(one)?.[index];
      const reasons = [test?.reason ?? null, limit?.reason ?? null].filter((text) => text !== null);
      const p = test?.p ?? null;
      return { value, p, low: limit?.low ?? null, high: limit?.high ?? null, ...counts, reasons };
    });
  });
}

function bootstrapped(
  alike: readonly Prepared[],
  count: number,
  draws: number,
  seed: Json,
  level: number,
): [Prepared, { low: number | null; high: number | null; reason: string | null }[]][] {
  if (count < leastUnits) {
    const reason = `${count} units or clusters are too few for an interval`;
    return alike.map((one) => [one, one.task.statistics.map(() => ({ low: null, high: null, reason }))]);
  }
  const observed = alike.map(({ task, moments }) => task.statistics.map((statistic) => statistic(moments).value));
  const results = alike.map(({ task }) => task.statistics.map((): number[] => []));
  const leftOut = alike.map(({ task }) => task.statistics.map((): number[] => []));
  const scratch = alike.map(({ moments }) => ({ ...moments, sums: new Float64Array(moments.sums.length) }));
  const visit = (weights: Uint16Array, into: typeof results): void => {
    for (const [index, { task, ofBlocks }] of alike.entries()) {
      const moments = scratch[index];
      if (moments === undefined) continue;
      addUp(ofBlocks, weights, moments.sums);
      for (const [place, statistic] of task.statistics.entries()) {
        const { value } = statistic(moments);
        if (value !== null) into[index]?.[place]?.push(snapped(value, observed[index]?.[place] ?? null));
      }
    }
  };
  eachResample(count, draws, seed, (weights) => {
    visit(weights, results);
  });
  const groups = Math.min(mostLeftOut, count);
  for (let group = 0; group < groups; group += 1) {
    visit(
      Uint16Array.from({ length: count }, (_, index) => (index % groups === group ? 0 : 1)),
      leftOut,
    );
  }
  return alike.map((one, index) => [
    one,
    one.task.statistics.map((_, place) => {
      const values = results[index]?.[place] ?? [];
      const estimate = observed[index]?.[place] ?? null;
      if (estimate === null) return { low: null, high: null, reason: null };
      if (values.length < 0.95 * draws) {
        const reason = `in ${draws - values.length} of ${draws} draws the coefficient is not defined`;
        return { low: null, high: null, reason };
      }
      const limits = bcaLimits(Float64Array.from(values), estimate, leftOut[index]?.[place] ?? [], level, count);
      return { low: Math.min(limits.low, limits.high), high: limits.high, reason: null };
    }),
  ]);
}

/** The estimate itself where only rounding lies between: ties with it count half. */
function snapped(value: number, estimate: number | null): number {
  return estimate !== null && Math.abs(value - estimate) < 1e-12 ? estimate : value;
}
