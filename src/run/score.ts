import { scorerVersions, type ScorerName } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import { methods } from '../methods/index.ts';
import type { Offer } from '../methods/method.ts';
import type { OutcomeRecord, TrialEnding } from '../store/records.ts';

const scorerNames = Object.keys(scorerVersions) as readonly ScorerName[];

/** What every scorer makes of a trial's replies. A trial that was skipped or failed has that as its outcome. */
export function scoreTrial(offer: Offer, replies: readonly Reply[], ending: TrialEnding): readonly OutcomeRecord[] {
  return scorerNames.map((scorer) => {
    const version = scorerVersions[scorer];
    if (ending === 'scored') return { scorer, version, ...methods[offer.method].scorers[scorer](offer, replies) };
    return { scorer, version, outcome: ending, via: null, flags: [], evidence: null, journal: null };
  });
}
