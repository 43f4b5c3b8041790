import { seededRandom } from '../../src/base/random.ts';
import { betaDraw } from '../../src/models/sim/beta-draw.ts';
import { survivalByTurn, type Passage, type TurnOutcome } from '../../src/stats/survival.ts';
import { count, newTally, type Tally } from './tally.ts';

/** One setting: a chance of leaving at each turn, shared within clusters, and transcripts that end or have gaps. */
export interface SurvivalCell {
  readonly hazard: number;
  /** Correlation of the chance over clusters, > 0. */
  readonly spread: number;
  readonly clusters: number;
  /** Conversations in a cluster, and epochs of each. */
  readonly size: number;
  readonly epochs: number;
  /** Chance at each turn that a transcript ends before it, or that there is a gap. */
  readonly censoring: number;
}

/** Turns looked at. */
const turns = [1, 3, 6] as const;

/** Coverage of hazard and survival at some turns. */
export function survivalCoverage(cell: SurvivalCell, replicates: number): readonly Tally[] {
  const random = seededRandom(['survival', ...Object.values(cell)]);
  const tallies = turns.map((turn) => ({
    turn,
    hazard: newTally(`hazard at ${turn}`),
    survival: newTally(`survival to ${turn}`),
  }));
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const passages: Passage[] = [];
    for (let cluster = 0; cluster < cell.clusters; cluster += 1) {
      const chance = betaDraw(random, cell.hazard, cell.spread);
      for (let conversation = 0; conversation < cell.size; conversation += 1) {
        let length = 1;
        while (length < 8 && random.next() >= cell.censoring / 2) length += 1;
        for (let epoch = 0; epoch < cell.epochs; epoch += 1) {
          const outcomes = Array.from({ length }, (_, turn): TurnOutcome => {
            if (turn > 0 && random.next() < cell.censoring / 2) return 'gap';
            return random.next() < chance ? 'left' : 'stayed';
          });
          passages.push({ cluster, turns: outcomes });
        }
      }
    }
    const found = survivalByTurn(passages);
    for (const { turn, hazard, survival } of tallies) {
      const here = found[turn - 1];
      const survived = stayedThrough(cell, turn);
      const truth = 1 - survived / stayedThrough(cell, turn - 1);
      const { rate = truth, interval = null } = here?.hazard ?? {};
      count(hazard, truth, rate, interval, interval?.tooFew ?? true);
      const { rate: staying = survived, interval: limits = null } = here?.survival ?? {};
      count(survival, survived, staying, limits, limits?.tooFew ?? true);
    }
  }
  return tallies.flatMap(({ hazard, survival }) => [hazard, survival]);
}

/** E (1 − chance)^turns for a beta-distributed chance. */
function stayedThrough({ hazard, spread }: SurvivalCell, through: number): number {
  const total = 1 / spread - 1;
  let product = 1;
  for (let turn = 0; turn < through; turn += 1) product *= ((1 - hazard) * total + turn) / (total + turn);
  return product;
}
