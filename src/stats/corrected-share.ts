import { clopperPearson, type Bounds } from './binomial-interval.ts';
import { clusteredRate, type ClusteredRate, type ItemCount } from './proportion.ts';
import { tQuantile } from './t-distribution.ts';

/** How often each kind of outcome was counted of one item, or conversation; the first kind is success. */
export interface KindCount {
  readonly cluster: number;
  readonly counts: readonly number[];
}

/** One outcome that somebody looked at. */
export interface KindLabel {
  readonly cluster: number;
  /** Place of its kind among the counts. */
  readonly kind: number;
  readonly meant: boolean;
}

/** A share among audited outcomes of one kind. */
export interface AuditedShare {
  readonly share: number;
  readonly labels: number;
}

/** A share over outcomes of several kinds, freed of misreadings. */
export interface CorrectedShare {
  /** Share of each kind as counted: the mean over items. */
  readonly shares: readonly number[];
  /** Of each kind, the share of audited outcomes that were meant; `null` where none was audited. */
  readonly audited: readonly (AuditedShare | null)[];
  /** Sum over the kinds of share · audited share; `null` where a kind that occurs was never audited: `lacking`. */
  readonly corrected: number | null;
  readonly lacking: number | null;
  readonly random: Bounds | null;
  readonly fixed: Bounds | null;
  readonly tooFew: boolean;
}

/** How limits are made; see `correctedShare`. */
export type CorrectionMethod = 'recovered' | 'delta';

export interface CorrectionOptions {
  readonly level?: number;
  /** `recovered` unless told. */
  readonly method?: CorrectionMethod;
}

/**
 * The share that was meant, corrected by audit labels drawn at random within kinds of outcomes: Σ share of a kind ·
 * share of its labels that were meant. Each label stands for its kind, however many of the kind were drawn.
 *
 * `recovered`: each share has its own interval (`clusteredRate`; of labels with too few of a kind Clopper
 * and Pearson's, as if each cluster held one); the distances of their limits from the
 * shares, times the derivatives, are added as squares, each side by itself, with the correlations of the shares over
 * clusters (method of variance estimates recovery: G. Y. Zou and A. Donner 2008, Statistics in Medicine 27; with
 * correlation G. Y. Zou 2007, Psychological Methods 12). It stays right where all audited labels agree, since limits
 * are there where variances are 0. `delta`: the cluster-robust variance of the whole on the log odds, which is
 * shorter and fails there; it is kept for comparison (docs/statistics-models.md).
 *
 * @param items every one with counts of the same kinds, at least two
 * @throws RangeError on no items or impossible counts.
 */
export function correctedShare(
  items: readonly KindCount[],
  labels: readonly KindLabel[],
  options: CorrectionOptions = {},
): CorrectedShare {
  const level = options.level ?? 0.95;
  const kinds = (items[0]?.counts ?? [0, 0]).map((_, kind) => kind);
  const last = kinds.length - 1;
  // The share of the last kind is what the others leave.
  const counted = kinds.slice(0, last).map((kind) => clusteredRate(countsOf(items, kind), { level }));
  const rest = 1 - counted.reduce((sum, { rate }) => sum + rate, 0);
  // Rounding must not make a kind of what never occurs.
  const shares = [...counted.map(({ rate }) => rate), Math.abs(rest) < 1e-12 ? 0 : rest];
  const strata = kinds.map((kind) =>
    stratumOf(
      labels.filter((label) => label.kind === kind),
      level,
    ),
  );
  const audited = strata.map(shareOf);
  const lacking = kinds.find((kind) => strata[kind] === null && (shares[kind] ?? 0) > 0) ?? null;
  if (lacking !== null) {
    return { shares, audited, corrected: null, lacking, random: null, fixed: null, tooFew: true };
  }
  // A kind that never occurs has no part in the estimate, only in how far it may be off.
  const meant = kinds.map((kind) => strata[kind]?.random.rate ?? (kind === 0 ? 1 : 0));
  const corrected = kinds.reduce((sum, kind) => sum + (shares[kind] ?? 0) * (meant[kind] ?? 0), 0);
  const known = strata.map((stratum) => stratum ?? unknown);
  const slopes = [...counted.map((_, kind) => (meant[kind] ?? 0) - (meant[last] ?? 0)), ...shares];
  const contributions = contributionsOf(items, labels, shares, meant);
  const labelled = known.map(({ random }, kind) => distances(meant[kind] ?? 0, random.random));
  const random =
    options.method === 'delta'
      ? deltaLimits(corrected, contributions, slopes, level)
      : recovered(
          corrected,
          slopes,
          [...counted.map((share) => distances(share.rate, share.random)), ...labelled],
          correlations(contributions, slopes.length),
        );
  const fixed = recovered(
    corrected,
    slopes,
    [
      ...counted.map((share) => distances(share.rate, share.fixed)),
      ...known.map((stratum, kind) => distances(meant[kind] ?? 0, stratum.fixed)),
    ],
    () => 0,
  );
  const tooFew = [...counted, ...known.map((stratum) => stratum.random)].some((part) => part.random.tooFew);
  return { shares, audited, corrected, lacking, random, fixed, tooFew };
}

function countsOf(items: readonly KindCount[], kind: number): readonly ItemCount[] {
  return items.map(({ cluster, counts }) => ({
    cluster,
    successes: counts[kind] ?? 0,
    draws: counts.reduce((sum, count) => sum + count, 0),
  }));
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

function stratumOf(labels: readonly KindLabel[], level: number): Stratum | null {
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
function wideLimits(labels: readonly KindLabel[], share: number, level: number): Bounds {
  const sizes = new Map<number, number>();
  for (const { cluster } of labels) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const squares = [...sizes.values()].reduce((sum, size) => sum + size * size, 0);
  const effective = labels.length ** 2 / squares;
  return clopperPearson(share * effective, effective, level);
}

function shareOf(stratum: Stratum | null): AuditedShare | null {
  return stratum === null ? null : { share: stratum.random.rate, labels: stratum.random.items };
}

/** How far down and up a share may be. */
interface Distances {
  readonly down: number;
  readonly up: number;
}

function distances(share: number, { low, high }: Bounds): Distances {
  return { down: Math.max(0, share - low), up: Math.max(0, high - share) };
}

/** @param correlation of two of the parts, by their places */
function recovered(
  estimate: number,
  slopes: readonly number[],
  parts: readonly Distances[],
  correlation: (one: number, other: number) => number,
): Bounds {
  const reach = (side: 1 | -1): number => {
    const reaches = slopes.map((slope, part) => slope * (parts[part]?.[slope * side > 0 ? 'up' : 'down'] ?? 0));
    let sum = 0;
    for (const [place, one] of reaches.entries()) {
      sum += one * one;
      for (let other = 0; other < place; other += 1) sum += 2 * one * (reaches[other] ?? 0) * correlation(other, place);
    }
    return Math.sqrt(Math.max(0, sum));
  };
  return { low: Math.max(0, estimate - reach(-1)), high: Math.min(1, estimate + reach(1)) };
}

/** What each cluster contributes to the error of every part, to first order: shares but the last, then labels. */
function contributionsOf(
  items: readonly KindCount[],
  labels: readonly KindLabel[],
  shares: readonly number[],
  meant: readonly number[],
): readonly (readonly number[])[] {
  const byCluster = new Map<number, number[]>();
  const ofShares = shares.length - 1;
  const add = (cluster: number, part: number, amount: number): void => {
    let known = byCluster.get(cluster);
    if (known === undefined) byCluster.set(cluster, (known = Array<number>(ofShares + shares.length).fill(0)));
    known[part] = (known[part] ?? 0) + amount;
  };
  for (const { cluster, counts } of items) {
    const draws = counts.reduce((sum, count) => sum + count, 0);
    for (let kind = 0; kind < ofShares; kind += 1) {
      add(cluster, kind, ((counts[kind] ?? 0) / draws - (shares[kind] ?? 0)) / items.length);
    }
  }
  const sizes = shares.map((_, kind) => labels.filter((label) => label.kind === kind).length);
  for (const { cluster, kind, meant: isMeant } of labels) {
    add(cluster, ofShares + kind, ((isMeant ? 1 : 0) - (meant[kind] ?? 0)) / (sizes[kind] ?? 1));
  }
  return [...byCluster.values()];
}

function correlations(
  contributions: readonly (readonly number[])[],
  parts: number,
): (one: number, other: number) => number {
  const sum = (one: number, other: number): number =>
    contributions.reduce((total, by) => total + (by[one] ?? 0) * (by[other] ?? 0), 0);
  const squares = Array.from({ length: parts }, (_, part) => sum(part, part));
  return (one, other) => {
    const scale = Math.sqrt((squares[one] ?? 0) * (squares[other] ?? 0));
    return scale > 0 ? sum(one, other) / scale : 0;
  };
}

function deltaLimits(
  estimate: number,
  contributions: readonly (readonly number[])[],
  slopes: readonly number[],
  level: number,
): Bounds | null {
  const count = contributions.length;
  if (count < 2 || estimate <= 0 || estimate >= 1) return null;
  const squares = contributions.reduce(
    (total, parts) => total + slopes.reduce((sum, slope, part) => sum + slope * (parts[part] ?? 0), 0) ** 2,
    0,
  );
  const error = Math.sqrt((count / (count - 1)) * squares) / (estimate * (1 - estimate));
  const half = -tQuantile((1 - level) / 2, count - 1) * error;
  const odds = Math.log(estimate / (1 - estimate));
  return { low: 1 / (1 + Math.exp(half - odds)), high: 1 / (1 + Math.exp(-half - odds)) };
}
