import type { Results, StudySummary } from '../../analysis/results.ts';

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
  'conversationAudits',
  'transported',
  'crisis',
  'journals',
  'sideEffects',
] as const satisfies readonly (keyof Results)[];

export type ResultPart = (typeof resultParts)[number];

/** What stands before all numbers of a study. */
export interface ResultsHead extends Pick<Results, 'exitpoll' | 'createdAt' | 'scorers' | 'usage' | 'warnings'> {
  /** Without their settings, which `GET /study` tells, cleared of what could be a key. */
  readonly studies: readonly Omit<StudySummary, 'settings'>[];
}
