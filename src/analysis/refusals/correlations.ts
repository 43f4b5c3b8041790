import type { StoredCondition } from '../../store/conditions.ts';
import { coefficientsOf } from './coefficients.ts';
import { bailIn, ItemSum } from './pooled.ts';
import { refusalRate } from './rates.ts';
import type { CorrelationResult } from './results.ts';
import type { ScoredCondition } from './scored.ts';
import { meanOf } from '../share.ts';
import type { ConditionLabel } from '../condition-label.ts';

/**
 * Refusal against bail over the models of a study, for every method, wording and lead-in on every dataset. A model that
 * was not run, cannot do the method or has nothing to count is no point; groups of one point are left out.
 */
export function correlationResults(
  shown: readonly ScoredCondition[],
  baselineOf: (condition: StoredCondition) => ScoredCondition | null,
  namesOf: (one: ScoredCondition) => ConditionLabel,
  scorer: string,
): readonly CorrelationResult[] {
  const refusals = new Map<ScoredCondition, number | null>();
  const refusalOf = (one: ScoredCondition): number | null => {
    const known = refusals.get(one);
    if (known !== undefined) return known;
    const { rate } = refusalRate(one, one.data.rows);
    refusals.set(one, rate);
    return rate;
  };
  const groups = new Map<string, { arm: Omit<ConditionLabel, 'condition' | 'model' | 'simulated'>; points: Point[] }>();
  for (const one of shown) {
    const { condition, model, simulated, ...arm } = namesOf(one);
    if (arm.method === 'baseline' || arm.method === 'placebo-tool') continue;
    // Whoever wrote the reply that is asked about: a point is what the model itself refuses.
    const baseline = baselineOf({ ...one.data.condition, replyAuthor: 'self' });
    const refusal = baseline === null ? null : refusalOf(baseline);
    const bail = bailRate(one);
    if (refusal === null || bail === null) continue;
    const key = JSON.stringify(Object.values(arm));
    const group = groups.get(key) ?? { arm, points: [] };
    groups.set(key, group);
    group.points.push({ condition, model, simulated, refusal, bail });
  }
  const scatters = [...groups.values()].filter(({ points }) => points.length > 1);
  const total = scatters.reduce((sum, { points }) => sum + points.length, 0);
  const draws = total > manyPoints ? fewerDraws : usualDraws;
  return scatters.map(({ arm, points }) => ({ ...arm, scorer, points, ...coefficientsOf(points, draws) }));
}

/** Permutations of each scatter; fewer where a report has this many points in all. */
const usualDraws = 1_999;
const fewerDraws = 999;
const manyPoints = 160;

type Point = CorrelationResult['points'][number];

function bailRate({ data, grid }: ScoredCondition): number | null {
  const means: number[] = [];
  for (const row of data.rows) {
    const sum = new ItemSum();
    for (let cell = row; cell < grid.cells.length; cell += grid.membership.size) {
      const left = bailIn(grid, cell, 'strict');
      if (left !== null) sum.add(left);
    }
    if (sum.draws > 0) means.push(sum.mean);
  }
  return meanOf(means);
}
