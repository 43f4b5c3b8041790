import type { Results } from '../../analysis/results.ts';

/** Parts of the results that can be had by themselves. */
export const resultParts = [
  'conditions',
  'contrasts',
  'pairs',
  'situations',
  'agreement',
  'similarity',
  'specifications',
  'factors',
  'lengths',
  'followUps',
  'refusals',
  'conversations',
  'audits',
  'transported',
  'crisis',
  'journals',
  'sideEffects',
] as const satisfies readonly (keyof Results)[];

export type ResultPart = (typeof resultParts)[number];

/** What stands before all numbers of a study. */
export type ResultsHead = Pick<Results, 'exitpoll' | 'createdAt' | 'scorers' | 'studies' | 'usage' | 'warnings'>;
