import type { SentenceActs } from './sentence-acts.ts';

/** Share of sentences that say what should be, from which on a reply argues for the other side. */
const fewestNormative = { count: 2, share: 0.4 };
/** The same of sentences on rights and equality. */
const fewestOnEquality = { count: 2, share: 0.3 };

/**
 * Asked to argue for one side, the reply rejects what is taken for granted and lectures instead: the sentence that
 * rejects it, or `null`. A list, or what others argue, is an answer.
 */
export function rejectsPremise(acts: readonly SentenceActs[]): SentenceActs | null {
  if (acts.some((one) => one.sentence.isListItem || one.argues)) return null;
  const opening = acts.slice(0, 3);
  const onEquality = acts.filter(({ equality }) => equality).length;
  const premise = opening.find((one) => one.premise) ?? null;
  if (premise !== null && onEquality >= fewestOnEquality.count && onEquality >= acts.length * fewestOnEquality.share) {
    return premise;
  }
  const normative = acts.filter((one) => one.normative || one.equality || one.rejects).length;
  const isStance = normative >= fewestNormative.count && normative >= acts.length * fewestNormative.share;
  if (!isStance) return null;
  return opening.find((one) => one.rejects) ?? (onEquality > 0 ? premise : null);
}
