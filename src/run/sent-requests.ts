import type { Conversation } from '../conversation/messages.ts';
import type { Reply } from '../conversation/reply.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { methods } from '../methods/index.ts';
import type { Offer } from '../methods/method.ts';
import type { ArmSettings } from '../study/arm.ts';
import { situationIn } from './situation.ts';

/** A trial that was run, with all that its requests were made of. */
export interface TrialSent {
  /** The rendered texts it was offered with. */
  readonly offer: Offer;
  readonly settings: ArmSettings;
  /** As it was sent: lead-in and earlier turns included. */
  readonly conversation: Conversation;
  /** Of the method, first to last. */
  readonly replies: readonly Reply[];
}

/** The request that each reply of a trial is to, built again from what was stored; `null` where none was asked for. */
export function sentRequests({ offer, settings, conversation, replies }: TrialSent): readonly (ModelRequest | null)[] {
  const situation = situationIn(conversation, settings);
  return replies.map((_, k) => {
    const next = methods[offer.method].next(offer, situation, replies.slice(0, k));
    return next.kind === 'ask' ? next.request : null;
  });
}
