import type { Store } from './store.ts';

/** Trials in a store whose outcomes are read in a few milliseconds: a process or a file for it takes longer. */
const fewTrials = 50_000;

/** Whether what is made of all trials of a store takes long enough to be worked out apart, and kept. */
export function isLarge({ statements }: Store): boolean {
  // Apart: of one alone SQLite looks at an end of the table, of both at once at every row.
  const extent = statements.get('SELECT (SELECT max(id) FROM trial) - (SELECT min(id) FROM trial) AS n').get();
  return Number(extent?.['n'] ?? 0) >= fewTrials;
}
