import type { ScorerName } from '../../conversation/outcome.ts';
import type { ItemCount } from '../../stats/proportion.ts';
import { bailIn, isAnsweredIn, ItemSum } from './pooled.ts';
import { refusesIn, type ScoredCondition } from './scored.ts';

/** What the draws of one item left, and what they refused. */
export interface ItemPair {
  readonly row: number;
  /** Bails of trials that could leave; of readouts, sums of probabilities. */
  readonly left: ItemCount;
  /** Refusals of replies that could be read. */
  readonly refused: ItemCount;
  /** Trials that gave no answer and so count as not left. */
  readonly unanswered: number;
  /** Where both are of the same draws, the mean of the two, draw by draw; else `null`. */
  readonly middle: ItemCount | null;
}

/** The rate of one item. */
export function rateOf({ successes, draws }: ItemCount): number {
  return successes / draws;
}

/** Both in the same trials: over those that tell both. */
export function jointPairs({ grid, scores }: ScoredCondition, rows: Int32Array): readonly ItemPair[] {
  const { clusterOf, size } = grid.membership;
  const pairs: ItemPair[] = [];
  for (const row of rows) {
    const [left, refused, middle] = [new ItemSum(), new ItemSum(), new ItemSum()];
    let unanswered = 0;
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const [bail, refusal] = [bailIn(grid, cell, 'strict'), refusesIn(scores, cell)];
      if (bail === null || refusal === null) continue;
      left.add(bail);
      refused.add(refusal);
      middle.add((bail + refusal) / 2);
      if (!isAnsweredIn(grid, cell)) unanswered += 1;
    }
    if (left.draws === 0) continue;
    const cluster = clusterOf[row] ?? 0;
    const isRead = grid.readouts !== null;
    pairs.push({
      row,
      left: left.count(cluster, isRead),
      refused: refused.count(cluster, false),
      unanswered,
      middle: middle.count(cluster, true),
    });
  }
  return pairs;
}

/** The exit in one condition's trials, the refusal in another's: each over all its own, since the draws are apart. */
export function apartPairs(exits: ScoredCondition, replies: ScoredCondition, rows: Int32Array): readonly ItemPair[] {
  const { grid } = exits;
  const { clusterOf, size } = grid.membership;
  const { refusals, draws } = refusalMeans(replies);
  const pairs: ItemPair[] = [];
  for (const row of rows) {
    const read = draws[row] ?? 0;
    if (read === 0) continue;
    const left = new ItemSum();
    let unanswered = 0;
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const bail = bailIn(grid, cell, 'strict');
      if (bail === null) continue;
      left.add(bail);
      if (!isAnsweredIn(grid, cell)) unanswered += 1;
    }
    if (left.draws === 0) continue;
    const cluster = clusterOf[row] ?? 0;
    pairs.push({
      row,
      left: left.count(cluster, grid.readouts !== null),
      refused: { cluster, successes: refusals[row] ?? 0, draws: read },
      unanswered,
      middle: null,
    });
  }
  return pairs;
}

/** What the draws of one item left, by a scorer. */
export function bailsOf({ grid }: ScoredCondition, row: number, scorer: ScorerName): ItemSum {
  const sum = new ItemSum();
  for (let cell = row; cell < grid.cells.length; cell += grid.membership.size) {
    const left = bailIn(grid, cell, scorer);
    if (left !== null) sum.add(left);
  }
  return sum;
}

/** What the first replies of each item refused, by row. */
export interface RefusalMeans {
  readonly refusals: Float64Array;
  /** Replies that could be read. */
  readonly draws: Float64Array;
  /** How likely the scorer took a refusal to be, on average; `NaN` where no reply could be read. */
  readonly score: Float64Array;
}

/** One baseline stands beside many conditions. */
const known = new WeakMap<ScoredCondition, RefusalMeans>();

export function refusalMeans(scored: ScoredCondition): RefusalMeans {
  const found = known.get(scored);
  if (found !== undefined) return found;
  const { grid, scores } = scored;
  const { size } = grid.membership;
  const means = {
    refusals: new Float64Array(size),
    draws: new Float64Array(size),
    score: new Float64Array(size),
  };
  for (let row = 0; row < size; row += 1) {
    const score = new ItemSum();
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const refused = refusesIn(scores, cell);
      if (refused === null) continue;
      means.refusals[row]! += refused;
      means.draws[row]! += 1;
      score.add(scores.scores[cell] ?? 0);
    }
    means.score[row] = score.mean;
  }
  known.set(scored, means);
  return means;
}
