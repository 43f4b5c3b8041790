import { seededRandom, type Random } from '../base/random.ts';
import { clusterContrast } from './cluster-contrast.ts';
import { pairClusters, type ClusterPair } from './paired-clusters.ts';
import { mostExact, sampledP, waysToChoose, type PermutationOptions, type PermutationTest } from './permutation.ts';
import type { ItemCount } from './clusters.ts';

/**
 * Two-sided test that two samples of items come from the same population, by dealing out whole clusters anew: clusters
 * of one sample are shuffled among the two, those that hold items of both have their two parts exchanged or not. What
 * is compared is the difference over its standard error, so that it also holds, in the long run, where clusters of the
 * two samples differ in size or spread but not in rate.
 *
 * Source: A. Janssen (1997), Statistics & Probability Letters 36; E. Chung and J. Romano (2013), Annals of Statistics
 * 41 (studentised permutation tests).
 *
 * @throws RangeError on no items in a sample, draws below 1, or successes outside 0 to draws.
 */
export function shuffleTest(
  a: readonly ItemCount[],
  b: readonly ItemCount[],
  options: PermutationOptions,
): PermutationTest {
  const all = pairClusters(a, b);
  const shared = all.filter(({ sizeA, sizeB }) => sizeA > 0 && sizeB > 0);
  const lone = all.filter(({ sizeA, sizeB }) => sizeA === 0 || sizeB === 0).map(asOfA);
  const inA = all.filter(({ sizeB }) => sizeB === 0).length;
  // A hair less, so that what ties with the observed one but for rounding counts.
  const limit = farness(all) * (1 - 1e-9);
  const ways = 2 ** shared.length * waysToChoose(lone.length, inA);
  if (ways <= mostExact) {
    let extreme = 0;
    for (const arrangement of everyArrangement(shared, lone, inA)) if (farness(arrangement) >= limit) extreme += 1;
    return { p: extreme / ways, isExact: true, arrangements: ways };
  }

  const draws = options.draws ?? 9999;
  const random = seededRandom(['label shuffle', options.seed]);
  // Both forms of every cluster side by side, so that a draw makes no new ones.
  const dealt = lone.map((cluster) => [cluster, exchanged(cluster)] as const);
  const swapped = shared.map((cluster) => [cluster, exchanged(cluster)] as const);
  const arrangement: ClusterPair[] = [...shared, ...lone];
  let extreme = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    shuffle(dealt, random);
    for (const [index, [plain, turned]] of swapped.entries()) arrangement[index] = random.next() < 0.5 ? plain : turned;
    for (const [index, [plain, turned]] of dealt.entries()) {
      arrangement[shared.length + index] = index < inA ? plain : turned;
    }
    if (farness(arrangement) >= limit) extreme += 1;
  }
  return { p: sampledP(extreme, draws), isExact: false, arrangements: draws + 1 };
}

/** The difference over its standard error, without its sign. */
function farness(pairs: readonly ClusterPair[]): number {
  const { difference, variance } = clusterContrast(pairs);
  const size = Math.abs(difference);
  if (size < 1e-12) return 0;
  return variance > 0 ? size / Math.sqrt(variance) : Number.POSITIVE_INFINITY;
}

function exchanged({ sizeA, sumA, sizeB, sumB }: ClusterPair): ClusterPair {
  return { sizeA: sizeB, sumA: sumB, sizeB: sizeA, sumB: sumA };
}

function asOfA(cluster: ClusterPair): ClusterPair {
  return cluster.sizeA > 0 ? cluster : exchanged(cluster);
}

/** Fisher and Yates's shuffle, in place. */
function shuffle<Value>(clusters: Value[], random: Random): void {
  for (let last = clusters.length - 1; last > 0; last -= 1) {
    const place = random.below(last + 1);
    const one = clusters[last];
    const other = clusters[place];
    if (one === undefined || other === undefined) return;
    clusters[last] = other;
    clusters[place] = one;
  }
}

function* everyArrangement(
  shared: readonly ClusterPair[],
  lone: readonly ClusterPair[],
  inA: number,
): Generator<readonly ClusterPair[]> {
  const [first, ...rest] = shared;
  if (first !== undefined) {
    for (const others of everyArrangement(rest, lone, inA)) {
      yield [first, ...others];
      yield [exchanged(first), ...others];
    }
    return;
  }
  yield* everyDeal(lone, inA);
}

/** All ways to leave `inA` of the clusters in the first sample and put the others in the second. */
function* everyDeal(clusters: readonly ClusterPair[], inA: number): Generator<readonly ClusterPair[]> {
  const [first, ...rest] = clusters;
  if (first === undefined) {
    yield [];
    return;
  }
  if (inA > 0) for (const others of everyDeal(rest, inA - 1)) yield [first, ...others];
  if (rest.length >= inA) for (const others of everyDeal(rest, inA)) yield [exchanged(first), ...others];
}
