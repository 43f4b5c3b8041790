import type { ModelRequest } from '../conversation/request.ts';
import { stoppedEarly } from './early-stop.ts';
import type { Next, Offer, Situation } from './method.ts';

/** The conversation alone, as the baseline sends it. The bail prompt sends the same, so the two share one reply. */
export function plainRequest(situation: Situation): ModelRequest {
  return {
    system: situation.conversation.system,
    instructions: null,
    messages: situation.conversation.messages,
    tools: [],
    sampling: situation.replySampling,
  };
}

/** The next step of a method that asks once, with whatever its offer adds. */
export function askOnce(offer: Offer, situation: Situation, replies: readonly unknown[]): Next {
  if (replies.length > 0) return { kind: 'settled' };
  const request = { ...plainRequest(situation), instructions: offer.instructions, tools: offer.tools };
  return { kind: 'ask', step: 'reply', request: stoppedEarly(request, offer, situation) };
}
