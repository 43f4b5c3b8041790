import type { Reply } from '../conversation/reply.ts';
import type { Method, Offer, Scored } from './method.ts';
import { paperUseOfWord } from './paper-word.ts';
import { commonFlags, outcomeOfNothing, readAsPaper, readStrictly, type Read } from './reading.ts';
import { renderText, wordingFor } from './rendering.ts';
import { askOnce } from './requests.ts';
import { replyOf, scored } from './scored.ts';
import { useOfWord, type WordUse } from './word-places.ts';

function score(
  read: Read,
  use: (text: string, word: string) => WordUse,
  offer: Offer,
  replies: readonly Reply[],
): Scored {
  if (offer.exit?.kind !== 'string') throw new Error(`${offer.method} was offered without a word`);
  const reply = replyOf(replies, 0);
  const reading = read(reply);
  const flags = commonFlags(reply, reading);
  const nothing = outcomeOfNothing(reply, reading);
  if (nothing !== null) return scored(nothing, flags);
  const found = use(reading.answer, offer.exit.word);
  const evidence =
    found.at === null
      ? null
      : { step: 0, start: reading.answerStart + found.at.start, end: reading.answerStart + found.at.end };
  if (found.use === 'exit') return scored('bail', flags, { evidence });
  return scored('continue', found.use === 'mentioned' ? [...flags, 'mentioned'] : flags, { evidence });
}

/** The exit is a word the model can write. A mere mention is `continue`; its place is kept as evidence. */
export const bailString: Method = {
  name: 'bail-string',
  orders: [null],
  needsTools: false,
  hasWording: true,
  offer: (given) => {
    const wording = wordingFor('bail-string', given);
    return {
      method: 'bail-string',
      order: null,
      instructions: renderText(wording, wording.instructions, { word: wording.word }),
      tools: [],
      question: null,
      exit: { kind: 'string', word: wording.word },
    };
  },
  next: askOnce,
  scorers: {
    strict: (offer, replies) => score(readStrictly, useOfWord, offer, replies),
    paper: (offer, replies) => score(readAsPaper, paperUseOfWord, offer, replies),
  },
  wholeOnly: [],
};
