import type { Store } from './store.ts';

/** Trials in a store whose outcomes are read in a few milliseconds: a process or a file for it takes longer. */
const fewTrials = 50_000;

/** Whether what is made of all trials of a store takes long enough to be worked out apart, and kept. */
export function isLarge({ statements }: Store): boolean {
  const extent = statements.get('SELECT max(id) - min(id) AS n FROM trial').get();
  return Number(extent?.['n'] ?? 0) >= fewTrials;
}
