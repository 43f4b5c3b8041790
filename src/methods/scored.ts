import type { Flag, Outcome } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import type { Scored } from './method.ts';

/** A result with what most results have: no parent, no evidence, no journal. Flags are said once each. */
export function scored(outcome: Outcome, flags: readonly Flag[], rest: Partial<Scored> = {}): Scored {
  return { outcome, via: null, evidence: null, journal: null, probability: null, ...rest, flags: [...new Set(flags)] };
}

/** The reply of a step a scorer cannot do without. @throws Error when the caller scores too early. */
export function replyOf(replies: readonly Reply[], step: number): Reply {
  const reply = replies[step];
  if (reply === undefined) throw new Error(`a scorer was called without reply ${step}`);
  return reply;
}
