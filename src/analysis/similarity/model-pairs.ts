import { holm } from '../../stats/adjusted-p.ts';
import type { Association } from '../../stats/association-test.ts';
import { momentTests, type MomentTask } from '../../stats/moment-tests.ts';
import { cosineOf, pearsonOf } from '../../stats/moments.ts';
import { answered, ClusterLists } from './answered.ts';
import { boundedDraws } from './bounded-draws.ts';
import { coefficient } from './coefficient.ts';
import type { PlainCondition } from './plain-conditions.ts';
import type { ModelPair, TestedPairs } from './results.ts';

/** Of more models than this the first are tested: 45 pairs, which so many permutations can still tell apart as one family. */
const mostModels = 10;
const leastPermutations = 1999;
/** Clusters looked at in all permutations, and in all bootstrap draws, of one report: a tenth of a second. */
const mostWork = { permutations: 10_000_000, bootstrap: 2_000_000 };
/** With more clusters than this a permutation has to add up their products anew, which takes about eight times as long. */
const fewClusters = 256;

/**
 * Tests every two models, or of many the first, under each way of offering: as many models of each way as there is time
 * for, the same number for all. The pairs of one way are a family.
 *
 * @param ways for each way of offering the conditions of its models, on one dataset
 */
export function testedPairs(ways: readonly (readonly PlainCondition[])[]): readonly TestedPairs[] {
  const costs = ways.map(costOfPair);
  const modelsTested = modelsToTest(ways, costs);
  const tasks = ways.map((members) => tasksOf(members.slice(0, modelsTested)));
  const work = tasks.reduce((sum, own, index) => sum + own.length * (costs[index] ?? 0), 0);
  const draws = boundedDraws(work, mostWork, { permutations: leastPermutations });
  const { permutations, bootstrapDraws } = draws;
  const found = momentTests(tasks.flat(), { seed: 'similarity', draws: permutations, bootstrapDraws }).values();
  return ways.map((all, index) => {
    const members = all.slice(0, modelsTested);
    const pairs = pairsOf(members).map(([a, b]) => pairOf(a, b, found.next().value ?? []));
    const adjusted = holm(pairs.map(({ correlation, cosine }) => correlation.p ?? cosine.p));
    return {
      ...draws,
      modelsTested: (tasks[index]?.length ?? 0) === 0 ? 0 : members.length,
      pairs: pairs.map((pair, place) => ({ ...pair, pAdjusted: adjusted[place] ?? null })),
    };
  });
}

function costOfPair([first]: readonly PlainCondition[]): number {
  const grid = first?.data.grid ?? null;
  if (grid === null) return 0;
  const { clusterOf, rowsById } = grid.membership;
  const clusters = new Set(rowsById.originals.map((row) => clusterOf[row] ?? 0)).size;
  return clusters > fewClusters ? 8 * clusters : clusters;
}

function modelsToTest(ways: readonly (readonly PlainCondition[])[], costs: readonly number[]): number {
  for (let models = mostModels; models > 1; models -= 1) {
    const work = ways.reduce((sum, members, index) => {
      const own = Math.min(models, members.length);
      return sum + ((own * (own - 1)) / 2) * (costs[index] ?? 0);
    }, 0);
    if (work * leastPermutations <= mostWork.permutations) return models;
  }
  return 0;
}

function tasksOf(members: readonly PlainCondition[]): readonly MomentTask[] {
  const grids = members.flatMap(({ data }) => data.grid ?? []);
  const [first] = grids;
  if (first === undefined) return [];
  const clusters = new ClusterLists(first, 'originals').ofItem;
  const rates = grids.map((grid) => answered(grid, 'originals').rates);
  return pairsOf(rates).map((columns) => ({ columns, clusters, statistics: [pearsonOf, cosineOf] }));
}

function pairOf(
  a: PlainCondition,
  b: PlainCondition,
  [correlation, cosine]: readonly Association[],
): Omit<ModelPair, 'pAdjusted'> {
  return {
    a: a.way.condition,
    b: b.way.condition,
    items: correlation?.units ?? 0,
    clusters: correlation?.clusters ?? 0,
    correlation: coefficient(correlation),
    cosine: coefficient(cosine),
  };
}

function pairsOf<Member>(members: readonly Member[]): [Member, Member][] {
  return members.flatMap((one, place) => members.slice(place + 1).map((other): [Member, Member] => [one, other]));
}
