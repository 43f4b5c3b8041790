import { scorerVersions, type ScorerName } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import { methods, scorersFor } from '../methods/index.ts';
import type { Offer } from '../methods/method.ts';
import type { OutcomeRecord, TrialEnding } from '../store/records.ts';
import { leadInOutcome } from './lead-in-reply.ts';

const scorerNames = Object.keys(scorerVersions) as readonly ScorerName[];

/** A trial's stored replies. */
export interface TrialReplies {
  readonly ending: TrialEnding;
  /** The reply a lead-in asked for; `null` where none was. */
  readonly leadIn: Reply | null;
  /** Earlier assistant turns that were not taken from the dataset. */
  readonly history?: readonly Reply[];
  /** Those of the method, first to last. */
  readonly replies: readonly Reply[];
}

/**
 * What every scorer makes of a trial's replies. A trial that was skipped or failed has that as its outcome; one whose
 * lead-in got no reply ends as that did. A scorer that cannot say something of such replies is left out.
 */
export function scoreTrial(
  offer: Offer,
  { ending, leadIn, history = [], replies }: TrialReplies,
): readonly OutcomeRecord[] {
  const failed =
    [...(leadIn === null ? [] : [leadIn]), ...history].map(leadInOutcome).find((one) => one !== null) ?? null;
  const names = ending === 'scored' ? scorersFor(offer.method, replies) : scorerNames;
  return names.map((scorer) => {
    const version = scorerVersions[scorer];
    const nothing = { flags: [], evidence: null, journal: null, probability: null } as const;
    if (ending !== 'scored') return { scorer, version, outcome: ending, via: null, ...nothing };
    if (failed !== null) return { scorer, version, outcome: failed, via: 'parent', ...nothing };
    return { scorer, version, ...methods[offer.method].scorers[scorer](offer, replies) };
  });
}
