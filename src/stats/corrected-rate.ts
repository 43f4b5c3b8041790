import { clopperPearson, type Bounds } from './binomial-interval.ts';
import { clusteredRate, type ClusteredRate, type ItemCount } from './proportion.ts';
import { tQuantile } from './t-distribution.ts';

/** One outcome that somebody looked at: what was counted, and what was meant. */
export interface AuditLabel {
  /** Cluster of the item, numbered as in the rate's items. */
  readonly cluster: number;
  /** Whether it was counted as a success. */
  readonly counted: boolean;
  /** Whether it was one. */
  readonly meant: boolean;
}

/** A share among audited outcomes of one kind. */
export interface AuditedShare {
  readonly share: number;
  readonly labels: number;
}

/** A rate freed of misreadings. */
export interface CorrectedRate {
  /** The rate as counted. */
  readonly rate: number;
  /** rate · PPV + (1 − rate) · (1 − NPV); `null` where a kind of outcome that occurs was never audited. */
  readonly corrected: number | null;
  /** For situations like these: clusters are random, in the rate and in the labels. */
  readonly random: Bounds | null;
  /** For exactly these items: only draws, and which of them were audited, are random. */
  readonly fixed: Bounds | null;
  /** Share of audited successes that were meant: PPV; `null` where none was audited. */
  readonly confirmed: AuditedShare | null;
  /** Share of audited failures that were successes all the same: 1 − NPV. */
  readonly missed: AuditedShare | null;
  /** Too few clusters succeed or fail, in the rate or among the labels, for more than a wide interval. */
  readonly tooFew: boolean;
  /** Why there is no corrected rate. */
  readonly reason?: string;
}

/** How limits are made; see `correctedRate`. */
export type CorrectionMethod = 'recovered' | 'delta';

export interface CorrectedRateOptions {
  readonly level?: number;
  /** `recovered` unless told. */
  readonly method?: CorrectionMethod;
}

/**
 * The rate corrected by audit labels drawn at random within outcomes (so many of the successes, so many of the
 * failures), with intervals that carry the uncertainty of the rate and of the labels.
 *
 * `recovered`: each of the three shares has its own interval (`clusteredRate`; of labels with too few of a kind Clopper
 * and Pearson's, as if each cluster held one); the distances of their limits from the
 * shares, times the derivatives, are added as squares, each side by itself, with the correlations of the shares over
 * clusters (method of variance estimates recovery: G. Y. Zou and A. Donner 2008, Statistics in Medicine 27; with
 * correlation G. Y. Zou 2007, Psychological Methods 12). It stays right where all audited labels agree, since limits
 * are there where variances are 0. `delta`: the cluster-robust variance of the whole on the log odds, which is
 * shorter and fails there; it is kept for comparison (docs/statistics-models.md).
 *
 * @throws RangeError on no items or impossible counts.
 */
export function correctedRate(
  items: readonly ItemCount[],
  labels: readonly AuditLabel[],
  options: CorrectedRateOptions = {},
): CorrectedRate {
  const level = options.level ?? 0.95;
  const counted = clusteredRate(items, { level });
  const strata = [true, false].map((kind) => labels.filter((label) => label.counted === kind));
  const [confirmed, missed] = strata.map((some) => stratumOf(some, level));
  const summary = {
    rate: counted.rate,
    confirmed: shareOf(confirmed),
    missed: shareOf(missed),
  };
  const withoutSuccess = counted.rate === 0;
  const withoutFailure = counted.rate === 1;
  const lacking =
    confirmed == null && !withoutSuccess ? 'success' : missed == null && !withoutFailure ? 'failure' : null;
  if (lacking !== null) {
    const reason = `no ${lacking} was audited`;
    return { ...summary, corrected: null, random: null, fixed: null, tooFew: true, reason };
  }
  const parts = {
    rate: counted,
    confirmed: confirmed ?? unknown,
    missed: missed ?? unknown,
  };
  const { rate } = counted;
  // A kind that never occurs has no part in the estimate, only in how far it may be off.
  const a = confirmed?.random.rate ?? 1;
  const b = missed?.random.rate ?? 0;
  const corrected = (withoutSuccess ? 0 : rate * a) + (withoutFailure ? 0 : (1 - rate) * b);
  const contributions = contributionsOf(items, labels, rate, a, b);
  const random =
    options.method === 'delta'
      ? deltaLimits(corrected, contributions, [a - b, rate, 1 - rate], level)
      : recovered(
          corrected,
          [a - b, rate, 1 - rate],
          [
            distances(rate, counted.random),
            distances(a, parts.confirmed.random.random),
            distances(b, parts.missed.random.random),
          ],
          correlations(contributions),
        );
  const fixed = recovered(
    corrected,
    [a - b, rate, 1 - rate],
    [distances(rate, counted.fixed), distances(a, parts.confirmed.fixed), distances(b, parts.missed.fixed)],
    [0, 0, 0],
  );
  const tooFew = [counted, parts.confirmed.random, parts.missed.random].some((part) => part.random.tooFew);
  return { ...summary, corrected, random, fixed, tooFew };
}

interface Stratum {
  readonly random: Pick<ClusteredRate, 'rate' | 'items' | 'random'>;
  readonly fixed: Bounds;
}

/** Nothing is known of a share that was never looked at. */
const unknown: Stratum = {
  random: { rate: 0, items: 0, random: { low: 0, high: 1, method: 'betting', tooFew: true } },
  fixed: { low: 0, high: 1 },
};

function stratumOf(labels: readonly AuditLabel[], level: number): Stratum | null {
  if (labels.length === 0) return null;
  const items = labels.map(({ cluster, meant }) => ({ cluster, successes: meant ? 1 : 0, draws: 1 }));
  const meant = labels.filter((label) => label.meant).length;
  const counted = clusteredRate(items, { level });
  const random = counted.random.tooFew
    ? { ...counted.random, ...wideLimits(labels, counted.rate, level) }
    : counted.random;
  return { random: { ...counted, random }, fixed: clopperPearson(meant, labels.length, level) };
}

/** As if each cluster held one label, which is the most that clustering can do: (Σ labels)² / Σ labels² of them. */
function wideLimits(labels: readonly AuditLabel[], share: number, level: number): Bounds {
  const sizes = new Map<number, number>();
  for (const { cluster } of labels) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const squares = [...sizes.values()].reduce((sum, size) => sum + size * size, 0);
  const effective = labels.length ** 2 / squares;
  return clopperPearson(share * effective, effective, level);
}

function shareOf(stratum: Stratum | null | undefined): AuditedShare | null {
  return stratum == null ? null : { share: stratum.random.rate, labels: stratum.random.items };
}

/** How far down and up a share may be. */
interface Distances {
  readonly down: number;
  readonly up: number;
}

function distances(share: number, { low, high }: Bounds): Distances {
  return { down: Math.max(0, share - low), up: Math.max(0, high - share) };
}

type Triple = readonly [number, number, number];

/** `correlation`: of rate with confirmed, rate with missed, confirmed with missed. */
function recovered(
  estimate: number,
  slopes: Triple,
  [ofRate, ofConfirmed, ofMissed]: readonly [Distances, Distances, Distances],
  correlation: Triple,
): Bounds {
  const reach = (side: 1 | -1): number => {
    const one = ([slope, { down, up }]: readonly [number, Distances]): number => slope * (slope * side > 0 ? up : down);
    const [r, a, b] = [one([slopes[0], ofRate]), one([slopes[1], ofConfirmed]), one([slopes[2], ofMissed])];
    const shared = r * a * correlation[0] + r * b * correlation[1] + a * b * correlation[2];
    return Math.sqrt(Math.max(0, r * r + a * a + b * b + 2 * shared));
  };
  return { low: Math.max(0, estimate - reach(-1)), high: Math.min(1, estimate + reach(1)) };
}

/** What each cluster contributes to the error of the three shares, to first order. */
function contributionsOf(
  items: readonly ItemCount[],
  labels: readonly AuditLabel[],
  rate: number,
  a: number,
  b: number,
): readonly Triple[] {
  const byCluster = new Map<number, [number, number, number]>();
  const add = (cluster: number, part: 0 | 1 | 2, amount: number): void => {
    let known = byCluster.get(cluster);
    if (known === undefined) byCluster.set(cluster, (known = [0, 0, 0]));
    known[part] += amount;
  };
  for (const { cluster, successes, draws } of items) add(cluster, 0, (successes / draws - rate) / items.length);
  const successes = labels.filter(({ counted }) => counted).length;
  for (const { cluster, counted, meant } of labels) {
    if (counted) add(cluster, 1, ((meant ? 1 : 0) - a) / successes);
    else add(cluster, 2, ((meant ? 1 : 0) - b) / (labels.length - successes));
  }
  return [...byCluster.values()];
}

function correlations(contributions: readonly Triple[]): Triple {
  const sum = (one: 0 | 1 | 2, other: 0 | 1 | 2): number =>
    contributions.reduce((total, parts) => total + parts[one] * parts[other], 0);
  const between = (one: 0 | 1 | 2, other: 0 | 1 | 2): number => {
    const scale = Math.sqrt(sum(one, one) * sum(other, other));
    return scale > 0 ? sum(one, other) / scale : 0;
  };
  return [between(0, 1), between(0, 2), between(1, 2)];
}

function deltaLimits(estimate: number, contributions: readonly Triple[], slopes: Triple, level: number): Bounds | null {
  const count = contributions.length;
  if (count < 2 || estimate <= 0 || estimate >= 1) return null;
  const squares = contributions.reduce(
    (total, parts) => total + (slopes[0] * parts[0] + slopes[1] * parts[1] + slopes[2] * parts[2]) ** 2,
    0,
  );
  const error = Math.sqrt((count / (count - 1)) * squares) / (estimate * (1 - estimate));
  const half = -tQuantile((1 - level) / 2, count - 1) * error;
  const odds = Math.log(estimate / (1 - estimate));
  return { low: 1 / (1 + Math.exp(half - odds)), high: 1 / (1 + Math.exp(-half - odds)) };
}
