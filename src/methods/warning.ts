import { textWithoutReasoning } from '../conversation/reasoning.ts';
import type { Flag } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import { stoppedEarly } from './early-stop.ts';
import { scoreCalls } from './exit-calls.ts';
import type { Next, Offer, Scored, Situation } from './method.ts';
import { readStrictly, type Read } from './reading.ts';
import { askOnce, plainRequest } from './requests.ts';
import { useOfWord } from './word-places.ts';

/** Whether a reply warns, by the offer's mark, and does not leave at once. */
function warns(offer: Offer, reply: Reply): boolean {
  if (offer.exit?.kind !== 'tool' || offer.exit.warning === undefined || offer.afterWarning === undefined) return false;
  if (scoreCalls(readStrictly, offer, [reply]).outcome === 'bail') return false;
  return useOfWord(readStrictly(reply).answer, offer.exit.warning).use === 'exit';
}

/** The next step of a method that asks once; twice where a warning comes first and the model has given it. */
export function askTwiceIfWarned(offer: Offer, situation: Situation, replies: readonly Reply[]): Next {
  const [reply] = replies;
  if (reply === undefined) return askOnce(offer, situation, replies);
  if (replies.length > 1 || offer.afterWarning === undefined || !warns(offer, reply)) return { kind: 'settled' };
  const plain = plainRequest(situation);
  const request = {
    ...plain,
    instructions: offer.instructions,
    tools: offer.tools,
    messages: [
      ...plain.messages,
      { role: 'assistant', text: textWithoutReasoning(reply) } as const,
      { role: 'user', text: offer.afterWarning } as const,
    ],
  };
  return { kind: 'ask', step: 'answer', request: stoppedEarly(request, offer, situation) };
}

/**
 * The outcome of the last reply: leaving after a warning is a bail, flagged `warned`, and so is leaving without one,
 * flagged `unwarned`. A model that warned and then stays has stayed, flagged `warned`.
 */
export function scoreWithWarning(read: Read, offer: Offer, replies: readonly Reply[]): Scored {
  if (offer.afterWarning === undefined) return scoreCalls(read, offer, replies);
  const second = replies[1];
  const found = scoreCalls(read, offer, second === undefined ? replies : [second]);
  const added: readonly Flag[] = second !== undefined ? ['warned'] : found.outcome === 'bail' ? ['unwarned'] : [];
  const evidence = found.evidence === null || second === undefined ? found.evidence : { ...found.evidence, step: 1 };
  return { ...found, evidence, flags: [...new Set([...found.flags, ...added])] };
}
