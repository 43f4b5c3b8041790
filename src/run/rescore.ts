import type { Offer } from '../methods/method.ts';
import { replaceOutcomes, trialsToRescore, type RescoreCounts } from '../store/rescore.ts';
import type { Store } from '../store/store.ts';
import { scoreTrial } from './score.ts';

export interface RescoreOptions {
  /** Told of progress. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Applies the present scorers to every stored trial again, without any call. Outcomes of older versions stay; those
 * of the present version are written where they are missing, and compared where they are there.
 */
export function rescore(store: Store, options: RescoreOptions = {}): RescoreCounts {
  const counts = { trials: 0, added: 0, changed: 0 };
  for (const batch of trialsToRescore(store)) {
    const results = batch.trials.map((trial) => ({
      trialId: trial.trialId,
      outcomes: scoreTrial(trial.offer as Offer, trial),
    }));
    const written = replaceOutcomes(store, results);
    counts.trials += results.length;
    counts.added += written.added;
    counts.changed += written.changed;
    options.onProgress?.(counts.trials, batch.total);
  }
  return counts;
}
