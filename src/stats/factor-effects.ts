import { designOf, type Design, type Factor, type FactorRow, type RowWeighing } from './factor-design.ts';
import { addOuter, dot, quadraticForm, times, zeros, type Matrix, type Vector } from './linear-algebra.ts';
import { chanceAt, logisticFit, slopeAt, type LogisticFit } from './logistic-fit.ts';
import { clusteredRate } from './proportion.ts';
import { separationOf, type Separation } from './separation.ts';
import { tCdf, tQuantile } from './t-distribution.ts';

export type { Factor, FactorRow, RowWeighing } from './factor-design.ts';

/** What one level of a factor, or one unit of a number, does to the rate, the other factors as they are. */
export interface FactorEffect {
  readonly factor: string;
  /** The level, and the one it is compared with; `null` for a number. */
  readonly level: string | null;
  readonly base: string | null;
  /** Difference of rates, −1 to 1; for a number the slope of the rate. `null` where there is none, see `reason`. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Standard error and two-sided p of no difference; `null` unless `basis` is `model`. */
  readonly error: number | null;
  readonly p: number | null;
  /**
   * `model`: the average marginal effect of the regression. `bound`: separated, or too few clusters that succeed or
   * fail: the plain difference of the two levels' rates, with an interval that holds at every size and is wide.
   */
  readonly basis: 'model' | 'bound' | 'none';
  readonly reason?: string;
}

/** Effects of all factors on a rate. */
export interface FactorEffects {
  readonly effects: readonly FactorEffect[];
  /** `firth` where the plain likelihood has no maximum, or none that can be computed. */
  readonly fit: 'likelihood' | 'firth';
  readonly separation: Separation['kind'];
  /** Names of factors whose coefficients would be infinite. */
  readonly separated: readonly string[];
  readonly clusters: number;
}

export interface FactorEffectsOptions {
  /** Confidence level; 0.95 unless told. */
  readonly level?: number;
  /** `items` unless told: as in a rate. */
  readonly weighing?: RowWeighing;
}

/**
 * Logistic regression of successes on factors, reported as average marginal effects: the mean over the sample of the
 * chance with this level less that with the base. Standard errors are cluster-robust by the delta method.
 *
 * The covariance is CR1 (Liang and Zeger 1986, Biometrika 73) with the correction C/(C − k) for C clusters and k columns
 * with the constant, that of MacKinnon and White (1985, J. Econometrics 29) for clusters in place of rows; unlike the
 * common C/(C − 1) · (N − 1)/(N − k) it does not change when a row is split. Intervals take Student's t with C − k
 * degrees of freedom. Where the likelihood has no maximum, Firth's penalised one
 * takes its place for the factors that are not separated.
 *
 * @throws RangeError on no rows, impossible counts, or values that are no level or not finite.
 */
export function factorEffects(
  rows: readonly FactorRow[],
  factors: readonly Factor[],
  options: FactorEffectsOptions = {},
): FactorEffects {
  const level = options.level ?? 0.95;
  const design = designOf(rows, factors, options.weighing ?? 'items');
  const kept = design.columns.filter(({ isKept }) => isKept);
  const plain = logisticFit(design.patterns, kept.length + 1);
  // Looking for separation takes longer than the fit, whose success rules it out.
  const separation: Separation = plain === null ? separationOf(design.patterns, kept.length + 1) : notSeparated;
  const fit = plain ?? logisticFit(design.patterns, kept.length + 1, 'firth');
  const clusters = new Set(rows.map(({ cluster }) => cluster)).size;
  const degrees = clusters - kept.length - 1;
  const covariance = fit === null || degrees < 1 ? null : robustCovariance(design, rows, fit, clusters / degrees);
  // Column 0 is the constant: where only it runs off, all rates are 0 or 1.
  const separated = new Set(
    separation.kind === 'complete' || separation.columns.includes(0)
      ? factors.keys()
      : separation.columns.map((column) => kept[column - 1]?.factor ?? -1),
  );
  const effects = design.columns.map((column): FactorEffect => {
    const { name, levels } = factors[column.factor] ?? { name: '' };
    const names = {
      factor: name,
      level: levels?.[column.level ?? -1] ?? null,
      base: column.level === null ? null : (levels?.[0] ?? null),
    };
    if (!column.isKept) return none(names, 'follows from the factors before it, or never varies');
    if (clusters < 2) return none(names, 'one cluster says nothing about others');
    const pair = column.level === null ? [rows] : [column.level, 0].map((place) => rowsAt(rows, column.factor, place));
    if (pair.some((part) => part.length === 0)) return none(names, 'the base was never seen');
    const rates = pair.map((part) => clusteredRate(part, { level: (1 + level) / 2 }));
    const isBound = separated.has(column.factor) || rates.some(({ random }) => random.tooFew);
    if (isBound) {
      const [one, other] = rates;
      if (one === undefined || other === undefined) return none(names, 'too few clusters that succeed, or that fail');
      return {
        ...names,
        difference: one.rate - other.rate,
        low: one.random.low - other.random.high,
        high: one.random.high - other.random.low,
        error: null,
        p: null,
        basis: 'bound',
        reason: separated.has(column.factor) ? 'separated' : 'too few clusters that succeed, or that fail',
      };
    }
    if (degrees < 1) return none(names, 'too few clusters for so many factors');
    if (fit === null || covariance === null) return none(names, 'the regression did not converge');
    const { effect, gradient } = marginalEffect(design, fit, column.factor, column.level);
    const error = Math.sqrt(Math.max(0, quadraticForm(covariance, gradient)));
    const half = -tQuantile((1 - level) / 2, degrees) * error;
    const limit = column.level === null ? Number.POSITIVE_INFINITY : 1;
    return {
      ...names,
      difference: effect,
      low: Math.max(-limit, effect - half),
      high: Math.min(limit, effect + half),
      error,
      p: error > 0 ? 2 * tCdf(-Math.abs(effect) / error, degrees) : null,
      basis: 'model',
    };
  });
  return {
    effects,
    fit: plain === null ? 'firth' : 'likelihood',
    separation: separation.kind,
    separated: [...separated].map((index) => factors[index]?.name ?? ''),
    clusters,
  };
}

const notSeparated: Separation = { kind: 'none', columns: [] };

type Names = Pick<FactorEffect, 'factor' | 'level' | 'base'>;

function none(names: Names, reason: string): FactorEffect {
  return { ...names, difference: null, low: null, high: null, error: null, p: null, basis: 'none', reason };
}

function rowsAt(rows: readonly FactorRow[], factor: number, level: number): readonly FactorRow[] {
  return rows.filter(({ values }) => values[factor] === level);
}

/** Bread · meat · bread, the meat being the sum over clusters of their score's square, times the correction. */
function robustCovariance(design: Design, rows: readonly FactorRow[], fit: LogisticFit, correction: number): Matrix {
  const chances = design.patterns.map(({ x }) => chanceAt(dot(x, fit.coefficients)));
  const scores = new Map<number, Vector>();
  for (const [index, { cluster }] of rows.entries()) {
    const { pattern, weight, successes } = design.rows[index] ?? { pattern: 0, weight: 0, successes: 0 };
    const residual = successes - weight * (chances[pattern] ?? 0);
    const x = design.patterns[pattern]?.x ?? new Float64Array();
    let score = scores.get(cluster);
    if (score === undefined) scores.set(cluster, (score = new Float64Array(x.length)));
    for (let column = 0; column < x.length; column += 1)
      score[column] = (score[column] ?? 0) + residual * (x[column] ?? 0);
  }
  const covariance = zeros(fit.coefficients.length);
  for (const score of scores.values()) addOuter(covariance, times(fit.covariance, score), correction);
  return covariance;
}

/** The average marginal effect and its derivative by the coefficients. */
function marginalEffect(
  design: Design,
  fit: LogisticFit,
  factor: number,
  level: number | null,
): { readonly effect: number; readonly gradient: Vector } {
  const gradient = new Float64Array(fit.coefficients.length);
  let effect = 0;
  let total = 0;
  const add = (x: Vector, amount: number): void => {
    for (let column = 0; column < x.length; column += 1)
      gradient[column] = (gradient[column] ?? 0) + amount * (x[column] ?? 0);
  };
  const kept = design.columns.filter(({ isKept }) => isKept);
  const own = 1 + kept.findIndex((column) => column.factor === factor && column.level === level);
  const unit = design.unitOf(factor);
  for (const [index, { weight, x }] of design.patterns.entries()) {
    total += weight;
    if (level === null) {
      const odds = dot(x, fit.coefficients);
      const slope = (weight * slopeAt(odds)) / unit;
      const coefficient = fit.coefficients[own] ?? 0;
      effect += slope * coefficient;
      add(x, slope * (1 - 2 * chanceAt(odds)) * coefficient);
      gradient[own] = (gradient[own] ?? 0) + slope;
      continue;
    }
    for (const [place, sign] of [
      [level, 1],
      [0, -1],
    ] as const) {
      const other = design.encode((design.values[index] ?? []).with(factor, place));
      const odds = dot(other, fit.coefficients);
      effect += sign * weight * chanceAt(odds);
      add(other, sign * weight * slopeAt(odds));
    }
  }
  return { effect: effect / total, gradient: gradient.map((value) => value / total) };
}
