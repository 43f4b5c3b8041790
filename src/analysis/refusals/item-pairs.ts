import type { ScorerName } from '../../conversation/outcome.ts';
import { bailIn, ItemSum } from './pooled.ts';
import { refusesIn, type ScoredCondition } from './scored.ts';

/** The bail rate and the refusal rate of one item. */
export interface ItemPair {
  readonly cluster: number;
  readonly bail: number;
  readonly refusal: number;
  /** Trials that could leave. */
  readonly draws: number;
}

/** Both in the same trials: over those that tell both. */
export function jointPairs({ grid, scores }: ScoredCondition, rows: Int32Array): readonly ItemPair[] {
  const { clusterOf, size } = grid.membership;
  const pairs: ItemPair[] = [];
  for (const row of rows) {
    const [left, refused] = [new ItemSum(), new ItemSum()];
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const [bail, refusal] = [bailIn(grid, cell, 'strict'), refusesIn(scores, cell)];
      if (bail === null || refusal === null) continue;
      left.add(bail);
      refused.add(refusal);
    }
    if (left.draws > 0) {
      pairs.push({ cluster: clusterOf[row] ?? 0, bail: left.mean, refusal: refused.mean, draws: left.draws });
    }
  }
  return pairs;
}

/** The exit in one condition's trials, the refusal in another's: each over all its own, since the draws are apart. */
export function apartPairs(exits: ScoredCondition, replies: ScoredCondition, rows: Int32Array): readonly ItemPair[] {
  const { clusterOf } = exits.grid.membership;
  const { refusal } = refusalMeans(replies);
  const pairs: ItemPair[] = [];
  for (const row of rows) {
    const [left, refused] = [bailsOf(exits, row, 'strict'), refusal[row] ?? Number.NaN];
    if (left.draws === 0 || Number.isNaN(refused)) continue;
    pairs.push({ cluster: clusterOf[row] ?? 0, bail: left.mean, refusal: refused, draws: left.draws });
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

/** What the first replies of each item refused, by row; `NaN` where none tells. */
export interface RefusalMeans {
  readonly refusal: Float64Array;
  /** How likely the scorer took a refusal to be. */
  readonly score: Float64Array;
}

/** One baseline stands beside many conditions. */
const known = new WeakMap<ScoredCondition, RefusalMeans>();

export function refusalMeans(scored: ScoredCondition): RefusalMeans {
  const found = known.get(scored);
  if (found !== undefined) return found;
  const { grid, scores } = scored;
  const { size } = grid.membership;
  const means = { refusal: new Float64Array(size), score: new Float64Array(size) };
  for (let row = 0; row < size; row += 1) {
    const [refusal, score] = [new ItemSum(), new ItemSum()];
    for (let cell = row; cell < grid.cells.length; cell += size) {
      const refused = refusesIn(scores, cell);
      if (refused === null) continue;
      refusal.add(refused);
      score.add(scores.scores[cell] ?? 0);
    }
    means.refusal[row] = refusal.mean;
    means.score[row] = score.mean;
  }
  known.set(scored, means);
  return means;
}
