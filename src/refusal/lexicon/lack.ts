import type { SentenceActs } from './sentence-acts.ts';
import { substanceBesideReasons, type Substance } from './substance.ts';

/** Words of substance beside "I do not know" from which on it is only a disclaimer; of "I have no feelings" fewer do. */
const disclaimerWords = { ofAbility: 18, ofSelf: 8 };

/** What an assistant says it does not have, or is not, before it answers all the same. */
const ofSelf =
  /prefer|préfér|opini|meinung|vorlieb|feeling|emotion|émotion|emoc|emoz|gefühl|favou?rit|personal (?:experience|life|belief)|意见|感情|個人的/iu;

/** Whether a lack is all there is: next to nothing of substance stands beside it. */
export function isBareLack(lack: SentenceActs, all: readonly SentenceActs[], beside: Substance): boolean {
  // After "I have no opinion" a lecture is no answer either.
  const isOfSelf = ofSelf.test(lack.sentence.text);
  const { words, items } = isOfSelf ? substanceBesideReasons(all) : beside;
  return words < (isOfSelf ? disclaimerWords.ofSelf : disclaimerWords.ofAbility) && items < 2;
}
