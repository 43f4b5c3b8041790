import type { TrialColumns } from '../wire/columns/trial-columns.ts';

/** How many trials beside one rest on a generation, as their first reply or their last. */
export function trialsSharing({ size, firstReply, lastReply, trial }: TrialColumns, generation: number): number {
  const trials = new Set<number>();
  for (let row = 0; row < size; row += 1) {
    if (firstReply[row] === generation || lastReply[row] === generation) trials.add(trial[row]!);
  }
  return Math.max(0, trials.size - 1);
}
