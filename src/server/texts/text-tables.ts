import type { TextPlace } from '../wire/trial-filter.ts';

/** The kinds of texts that are indexed, by the store's keys of generations, items and trials, with the places in each. */
export const textTables = {
  replies: ['reply', 'reasoning'],
  prompts: ['prompt'],
  journals: ['journal'],
} as const satisfies Readonly<Record<string, readonly TextPlace[]>>;

export type TextTable = keyof typeof textTables;
