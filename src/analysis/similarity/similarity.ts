import { clusterOrder } from '../../stats/cluster-order.ts';
import type { Measured } from '../../stats/measured.ts';
import { cosineOf, pearsonOf, type Moments } from '../../stats/moments.ts';
import type { StoredCondition } from '../../store/conditions.ts';
import { type ConditionData } from '../condition.ts';
import { datasetLabel } from '../condition-label.ts';
import { answered } from './answered.ts';
import { testedPairs } from './model-pairs.ts';
import { plainConditions, type PlainCondition } from './plain-conditions.ts';
import type { SimilarityResult, TestedPairs } from './results.ts';

/** Models in one matrix; of more the first are compared. */
const mostModels = 100;

/** How alike models' bail rates are over the items of a dataset, for each way of offering that two models or more had. */
export function similarityResults(
  conditions: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly SimilarityResult[] {
  const byWay = Map.groupBy(plainConditions(conditions, wordingOf), ({ data, way }) =>
    JSON.stringify([data.study, data.condition.datasetId, way.method, way.order, way.readout]),
  );
  const ways = [...byWay.values()].filter(hasTwoModels);
  const tested = testedPairs(ways);
  return ways.map((members, index) => ({ ...similarityOf(members), ...(tested[index] ?? untested) }));
}

const untested: TestedPairs = { permutations: 0, bootstrapDraws: 0, modelsTested: 0, pairs: [] };

function hasTwoModels(members: readonly PlainCondition[]): boolean {
  return new Set(members.map(({ data }) => data.condition.modelId)).size > 1;
}

function similarityOf(all: readonly PlainCondition[]): Omit<SimilarityResult, keyof TestedPairs> {
  const members = all.slice(0, mostModels);
  const [first] = members as [PlainCondition];
  const vectors = members.map(({ data }) => (data.grid === null ? null : answered(data.grid, 'originals').rates));
  const correlation: (number | null)[][] = members.map(() => []);
  const cosine: (number | null)[][] = members.map(() => []);
  let items = Number.POSITIVE_INFINITY;
  for (const [row, x] of vectors.entries()) {
    for (const [column, y] of vectors.entries()) {
      if (column > row || x === null || y === null) continue;
      const moments = momentsOfBoth(x, y);
      items = Math.min(items, moments.sums[0] ?? 0);
      for (const [matrix, statistic] of [
        [correlation, pearsonOf],
        [cosine, cosineOf],
      ] as const) {
        const found = valueOf(statistic, moments);
        // Rounding may leave a model a hair off itself.
        const value = row === column && found !== null ? 1 : found;
        matrix[row]![column] = value;
        matrix[column]![row] = value;
      }
    }
  }
  // Models that cannot be compared join last, after opposite ones.
  const { order } = clusterOrder(correlation.map((row) => row.map((value) => 1 - (value ?? -2))));
  const ordered = (matrix: readonly (readonly (number | null)[])[]): (number | null)[][] =>
    order.map((row) => order.map((column) => matrix[row]?.[column] ?? null));
  const { method, order: answers, readout } = first.way;
  return {
    study: first.data.study,
    dataset: datasetLabel(first.data.condition),
    method,
    order: answers,
    readout,
    models: order.flatMap((index) => {
      const member = members[index];
      if (member === undefined) return [];
      const { model, simulated } = member.data.condition;
      return [{ model, simulated, condition: member.way.condition }];
    }),
    modelsLeft: all.length - members.length,
    items: Number.isFinite(items) ? items : 0,
    correlation: ordered(correlation),
    cosine: ordered(cosine),
  };
}

function valueOf(statistic: (moments: Moments) => Measured, moments: Moments): number | null {
  return (moments.sums[0] ?? 0) < 2 ? null : statistic(moments).value;
}

/** Moments of the items both have a rate for. */
function momentsOfBoth(x: Float64Array, y: Float64Array): Moments {
  let n = 0;
  let ofX = 0;
  let ofY = 0;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let row = 0; row < x.length; row += 1) {
    const one = x[row] ?? Number.NaN;
    const other = y[row] ?? Number.NaN;
    if (Number.isNaN(one) || Number.isNaN(other)) continue;
    n += 1;
    ofX += one;
    ofY += other;
    xx += one * one;
    xy += one * other;
    yy += other * other;
  }
  return { columns: 2, sums: Float64Array.of(n, ofX, ofY, xx, xy, yy) };
}
