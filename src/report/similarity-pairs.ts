import type { ModelPair, SimilarityResult } from '../analysis/similarity/results.ts';
import { countOf, pValue } from './format.ts';
import { modelLabel } from './labels.ts';
import { coefficient, coefficientRange } from './similarity.ts';

/** Finds what was tested of two models by the ids of their conditions, in either order. */
export function pairFinder({ pairs }: SimilarityResult): (one: string, other: string) => ModelPair | undefined {
  const byIds = new Map(pairs.map((pair) => [`${pair.a} ${pair.b}`, pair]));
  return (one, other) => byIds.get(`${one} ${other}`) ?? byIds.get(`${other} ${one}`);
}

/** Two models that were tested. */
export interface PairRow {
  /** Their names. Safe to print. */
  readonly label: string;
  /** Their numbers in the map, the smaller first: `1 × 3`. */
  readonly numbers: string;
  readonly pair: ModelPair;
}

/** The pairs of models that were tested, in the order of the study. */
export function pairRows({ models, pairs }: SimilarityResult): PairRow[] {
  const names = new Map(models.map((model) => [model.condition, modelLabel(model)]));
  const places = new Map(models.map(({ condition }, place) => [condition, place + 1]));
  return pairs.map((pair) => {
    const numbers = [places.get(pair.a) ?? 0, places.get(pair.b) ?? 0].toSorted((one, other) => one - other);
    return { label: `${names.get(pair.a) ?? ''} × ${names.get(pair.b) ?? ''}`, numbers: numbers.join(' × '), pair };
  });
}

/** What a table says of a pair: correlation and cosine, each with its interval, then p and adjusted p. */
export function pairCells({ correlation, cosine, pAdjusted }: ModelPair): string[] {
  return [
    coefficient(correlation.value),
    coefficientRange(correlation),
    coefficient(cosine.value),
    coefficientRange(cosine),
    pValue(cosine.p ?? correlation.p),
    pValue(pAdjusted),
  ];
}

/** A sentence on which models were tested; empty where all are. */
export function testedText({ models, modelsTested }: SimilarityResult): string {
  if (modelsTested === models.length) return '';
  if (modelsTested === 0) return 'So many items and models: none are tested.';
  return `Tested are each two of the first ${countOf(modelsTested, 'model')} of the study.`;
}
