import type { Detector } from './detector.ts';
import { copiedShare, wordsOf } from './words.ts';

const leastWords = 6;
const leastCopied = 0.6;

/** The reply is for the most part made of stretches of our own words. */
export const echo: Detector = {
  cause: 'echo',
  version: 1,
  detect({ ours, reply }) {
    const words = wordsOf(reply);
    if (words.length < leastWords) return null;
    const share = copiedShare(words, wordsOf(ours));
    return share < leastCopied ? null : `${Math.round(100 * share)} % of its words are stretches of ours`;
  },
};
