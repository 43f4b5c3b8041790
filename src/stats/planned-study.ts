import type { Random } from '../base/random.ts';
import type { ItemCount } from './clusters.ts';

/** The size of a study: every item is drawn once an epoch. */
export interface StudyShape {
  /** ≥ 2. */
  readonly clusters: number;
  /** Mean number of items in a cluster, ≥ 1; need not be whole. */
  readonly itemsPerCluster: number;
  /** ≥ 1. */
  readonly epochs: number;
}

/** What a rate is expected to be like. */
export interface AssumedRate {
  /** 0 to 1. */
  readonly rate: number;
  /** Share of a draw's variance that lies between clusters (intra-cluster correlation), 0 to 1. */
  readonly clusterCorrelation: number;
  /** Share of the remaining variance that lies between the items of a cluster, 0 to 1: 1 if items never waver. */
  readonly itemCorrelation: number;
}

/** Parts of a draw's variance p(1 − p): between clusters, between items of a cluster, between draws of an item. */
export interface VarianceParts {
  readonly cluster: number;
  readonly item: number;
  readonly draw: number;
}

/** Splits p(1 − p) by the correlations. */
export function variancePartsOf({ rate, clusterCorrelation, itemCorrelation }: AssumedRate): VarianceParts {
  const all = rate * (1 - rate);
  return {
    cluster: all * clusterCorrelation,
    item: all * (1 - clusterCorrelation) * itemCorrelation,
    draw: all * (1 - clusterCorrelation) * (1 - itemCorrelation),
  };
}

/** @throws RangeError where a shape or an assumption is out of range. */
export function assertPlan(shape: StudyShape, assumed: AssumedRate): void {
  const isShape = shape.clusters >= 2 && shape.itemsPerCluster >= 1 && shape.epochs >= 1;
  if (!isShape) throw new RangeError('a study needs two clusters, an item in each and an epoch');
  for (const share of [assumed.rate, assumed.clusterCorrelation, assumed.itemCorrelation]) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`${share} is not in [0, 1]`);
  }
}

/**
 * A study drawn at random: chances of clusters beta-distributed around the rate, those of items around their cluster's.
 * Chances need not be drawn for that: a draw repeats one of the earlier ones of its item, or of its cluster, as often as
 * the correlations say, and is fresh otherwise.
 *
 * Source: D. Blackwell and J. B. MacQueen (1973), Annals of Statistics 1 (Pólya urns).
 */
export function drawStudy(shape: StudyShape, assumed: AssumedRate, random: Random): readonly ItemCount[] {
  return drawItems(shape, assumed, random).map(({ cluster, values }) => ({
    cluster,
    successes: values.reduce((sum, value) => sum + value, 0),
    draws: values.length,
  }));
}

/** One item of a study drawn at random. */
export interface DrawnItem {
  readonly cluster: number;
  /** 0 or 1 for each epoch. */
  readonly values: readonly number[];
}

/** As `drawStudy`, with every draw. */
export function drawItems(shape: StudyShape, assumed: AssumedRate, random: Random): readonly DrawnItem[] {
  const clusterTotal = 1 / assumed.clusterCorrelation - 1;
  const itemTotal = 1 / assumed.itemCorrelation - 1;
  const items: DrawnItem[] = [];
  for (let cluster = 0; cluster < shape.clusters; cluster += 1) {
    const size = Math.floor((cluster + 1) * shape.itemsPerCluster) - Math.floor(cluster * shape.itemsPerCluster);
    const shared = { draws: 0, successes: 0 };
    for (let item = 0; item < size; item += 1) {
      const own = { draws: 0, successes: 0 };
      const values: number[] = [];
      for (let epoch = 0; epoch < shape.epochs; epoch += 1) {
        const isSuccess =
          repeated(own, itemTotal, random) ??
          noted(shared, repeated(shared, clusterTotal, random) ?? random.next() < assumed.rate);
        values.push(Number(noted(own, isSuccess)));
      }
      items.push({ cluster, values });
    }
  }
  return items;
}

interface Urn {
  draws: number;
  successes: number;
}

/** One of the earlier draws, or `null` for a fresh one. */
function repeated({ draws, successes }: Urn, total: number, random: Random): boolean | null {
  if (draws === 0 || random.next() * (total + draws) >= draws) return null;
  return random.next() * draws < successes;
}

function noted(urn: Urn, isSuccess: boolean): boolean {
  urn.draws += 1;
  if (isSuccess) urn.successes += 1;
  return isSuccess;
}
