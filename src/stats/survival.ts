import { clopperPearson } from './binomial-interval.ts';
import { normalQuantile } from './normal-distribution.ts';
import { clusteredRate, enoughClusters, type Interval, type ItemCount } from './proportion.ts';
import { tQuantile } from './t-distribution.ts';

/** What happened at one turn; `gap`: no answer, skipped, or not asked. */
export type TurnOutcome = 'left' | 'stayed' | 'gap';

/** One conversation in one epoch: its turns along a fixed transcript. Turns after an exit are there too. */
export interface Passage {
  readonly cluster: number;
  readonly turns: readonly TurnOutcome[];
}

/** An estimate with its interval for situations like these. */
export interface RateWithInterval {
  readonly rate: number;
  readonly interval: Interval;
}

/** One turn over all passages. */
export interface TurnSurvival {
  /** Counted from 1. */
  readonly turn: number;
  /** Passages answered here that stayed at every turn before, without a gap. */
  readonly atRisk: number;
  /** Those of them that leave here. */
  readonly exits: number;
  /** exits / atRisk; `null` where nobody is at risk. */
  readonly hazard: RateWithInterval | null;
  /**
   * Chance of having stayed through this turn: the product of 1 − hazard so far. `null` from where nobody is at risk. `error`:
   * its cluster-robust standard error; `null` for one cluster.
   */
  readonly survival: (RateWithInterval & { readonly error: number | null }) | null;
  /** Passages answered here, whatever came before, and the rate of leaving among them. */
  readonly answered: number;
  readonly unconditional: RateWithInterval | null;
}

/**
 * First exits along fixed transcripts: discrete hazard and Kaplan-Meier survival by turn, beside the unconditional rate.
 * A gap, a skip and the end censor: what comes after says nothing about first exits. Every passage weighs alike, so
 * conversations should have the same number of epochs.
 *
 * Hazard and unconditional rate have the intervals of `clusteredRate` for random clusters. Survival has the variance of
 * Greenwood (1926) carried over to clusters: S² · C/(C − 1) · Σ over clusters of (Σ over turns of (exits − hazard · at
 * risk) / (all at risk · (1 − hazard)))², which is Greenwood's own, but for C/(C − 1), in clusters of one passage. Its
 * limits are Clopper and Pearson's at the effective number of passages (F. Dorey and E. L. Korn 1987, Statistics in
 * Medicine 6), reduced for degrees of freedom as in `clusteredRate`. Where few clusters leave, or few stay: at most one
 * passage a cluster, and `tooFew`.
 *
 * Source: E. L. Kaplan and P. Meier (1958), J. Am. Stat. Assoc. 53; for clusters R. L. Williams (1995), Lifetime Data
 * Analysis 1.
 */
export function survivalByTurn(
  passages: readonly Passage[],
  options: { readonly level?: number } = {},
): readonly TurnSurvival[] {
  const level = options.level ?? 0.95;
  const last = passages.reduce((most, { turns }) => Math.max(most, turns.length), 0);
  const clusters = new Map<number, ClusterState>();
  for (const { cluster } of passages) {
    if (!clusters.has(cluster)) clusters.set(cluster, { exits: 0, lift: 0, atRisk: 0, leaving: 0 });
  }
  let survival: number | null = 1;
  let atRisk = passages;
  const found: TurnSurvival[] = [];
  for (let turn = 1; turn <= last; turn += 1) {
    const here = atRisk.filter(({ turns }) => isAnswered(turns[turn - 1]));
    const exits = here.filter(({ turns }) => turns[turn - 1] === 'left').length;
    atRisk = here.filter(({ turns }) => turns[turn - 1] === 'stayed');
    if (here.length === 0) survival = null;
    if (survival !== null) {
      const hazard = exits / here.length;
      advance(clusters, here, turn, hazard);
      survival *= 1 - hazard;
    }
    const answered = passages.filter(({ turns }) => isAnswered(turns[turn - 1]));
    found.push({
      turn,
      atRisk: here.length,
      exits,
      hazard: rateAt(here, turn, level),
      survival: survival === null ? null : survivalLimits(clusters, survival, level),
      answered: answered.length,
      unconditional: rateAt(answered, turn, level),
    });
  }
  return found;
}

/** What a cluster has come to by some turn. */
interface ClusterState {
  /** First exits so far. */
  exits: number;
  /** Its part in the error of −log survival, to first order. */
  lift: number;
  /** Passages at risk at this turn, and leaving. */
  atRisk: number;
  leaving: number;
}

function isAnswered(outcome: TurnOutcome | undefined): boolean {
  return outcome === 'left' || outcome === 'stayed';
}

function advance(
  clusters: ReadonlyMap<number, ClusterState>,
  here: readonly Passage[],
  turn: number,
  hazard: number,
): void {
  for (const state of clusters.values()) state.atRisk = state.leaving = 0;
  for (const { cluster, turns } of here) {
    const state = clusters.get(cluster);
    if (state === undefined) continue;
    state.atRisk += 1;
    if (turns[turn - 1] === 'left') state.leaving += 1;
  }
  for (const state of clusters.values()) {
    state.exits += state.leaving;
    if (hazard < 1) state.lift += (state.leaving - hazard * state.atRisk) / (here.length * (1 - hazard));
  }
}

function rateAt(passages: readonly Passage[], turn: number, level: number): RateWithInterval | null {
  if (passages.length === 0) return null;
  const items = passages.map(({ cluster, turns }): ItemCount => ({
    cluster,
    successes: turns[turn - 1] === 'left' ? 1 : 0,
    draws: 1,
  }));
  const { rate, random } = clusteredRate(items, { level });
  return { rate, interval: random };
}

function survivalLimits(
  clusters: ReadonlyMap<number, ClusterState>,
  survival: number,
  level: number,
): RateWithInterval & { readonly error: number | null } {
  const states = [...clusters.values()];
  const count = states.length;
  const staying = effectiveNumber(states.map(({ atRisk, leaving }) => atRisk - leaving));
  const leaving = effectiveNumber(states.map(({ exits }) => exits));
  const lifts = states.map(({ lift }) => survival * lift);
  const variance = (count / (count - 1)) * lifts.reduce((sum, lift) => sum + lift * lift, 0);
  const left = 1 - survival;
  const isUsual = survival > 0 && survival < 1 && variance > 0 && Math.min(staying, leaving) >= enoughClusters;
  const tail = (1 - level) / 2;
  const within = (survival * left) / variance;
  // One passage a cluster is what the strongest clustering leaves.
  const fewest = effectiveNumber(states.map(({ atRisk }) => atRisk));
  const effective = isUsual
    ? within * (normalQuantile(tail) / tQuantile(tail, degreesOf(lifts, left))) ** 2
    : survival > 0 && survival < 1 && variance > 0
      ? Math.min(within, fewest)
      : fewest;
  const { low, high } = clopperPearson(survival * effective, effective, level);
  const method = isUsual ? 'korn-graubard' : 'clopper-pearson';
  return {
    rate: survival,
    error: count > 1 ? Math.sqrt(variance) : null,
    interval: { low, high, method, tooFew: !isUsual },
  };
}

/** Satterthwaite's degrees of freedom of the design effect, as for rates (docs/statistics.md, step 3). */
function degreesOf(lifts: readonly number[], share: number): number {
  const total = lifts.reduce((sum, lift) => sum + lift * lift, 0);
  const slope = (1 - 2 * share) / (share * (1 - share));
  const errors = lifts.map((lift) => (lift * lift) / total - slope * lift);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const spread = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
  return spread <= 1e-12 ? Number.POSITIVE_INFINITY : 2 / spread;
}

/** How many equal values would spread the sum as much: (Σv)² / Σv². */
function effectiveNumber(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  return squares === 0 ? 0 : (sum * sum) / squares;
}
