import type { Offer } from '../methods/method.ts';
import { replaceOutcomes, trialsToRescore, type RescoreCounts } from '../store/rescore.ts';
import { followUpsToRescore, followUpsWithoutBail, replaceFollowUpOutcomes } from '../store/rescore-follow-ups.ts';
import type { Store } from '../store/store.ts';
import { outcomeOfFollowUp } from './run-follow-up.ts';
import { scoreTrial } from './score.ts';

export interface RescoreOptions {
  /** Told of progress. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What rescoring did to trials, and to the child trials that were asked after a bail. */
export interface Rescored extends RescoreCounts {
  readonly followUps: {
    readonly count: number;
    readonly added: number;
    readonly changed: number;
    /** Those whose trial is no bail any more, or was none by the present version. They are kept, and in no rate. */
    readonly withoutBail: number;
  };
}

/**
 * Applies the present scorers to every stored trial again, without any call. Outcomes of older versions stay; those
 * of the present version are written where they are missing, and compared where they are there.
 */
export function rescore(store: Store, options: RescoreOptions = {}): Rescored {
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
  return { ...counts, followUps: { ...rescoreFollowUps(store), withoutBail: followUpsWithoutBail(store) } };
}

function rescoreFollowUps(store: Store): Omit<Rescored['followUps'], 'withoutBail'> {
  const counts = { count: 0, added: 0, changed: 0 };
  for (const batch of followUpsToRescore(store)) {
    const results = batch.map(({ id, followUp, ending, replies, offer }) => ({
      id,
      outcome: outcomeOfFollowUp(followUp, ending, replies, (offer as Offer).exit),
    }));
    const written = replaceFollowUpOutcomes(store, results);
    counts.count += results.length;
    counts.added += written.added;
    counts.changed += written.changed;
  }
  return counts;
}
