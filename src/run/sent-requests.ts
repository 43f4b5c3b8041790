import type { LeadIn } from '../conversation/lead-in.ts';
import type { Conversation } from '../conversation/messages.ts';
import { openedConversation, type Written } from '../conversation/opened.ts';
import type { Reply } from '../conversation/reply.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { nextFollowUp, type FollowUp } from '../follow-ups/follow-up.ts';
import { methods } from '../methods/index.ts';
import type { Offer } from '../methods/method.ts';
import type { ArmSettings } from '../study/arm.ts';
import { historyRequest } from './authored.ts';
import { leadInRequest } from './lead-in-reply.ts';
import { situationIn } from './situation.ts';

/** A trial that was run, with all that its requests were made of. */
export interface TrialSent {
  /** The rendered texts it was offered with. */
  readonly offer: Offer;
  readonly settings: ArmSettings;
  readonly leadIn: LeadIn | null;
  /** Who wrote its earlier turns: those of the `dataset` were asked for by nobody. */
  readonly historyAuthor: string;
  /** As the data has it, up to the turn that was to be answered. */
  readonly item: Conversation;
  /** What was written before the method began. */
  readonly written: Written;
  /** Of the method, first to last. */
  readonly replies: readonly Reply[];
}

/** The requests of a trial, each beside the reply to it; `null` where no request was made for a reply. */
export interface SentRequests {
  readonly leadIn: ModelRequest | null;
  readonly history: readonly (ModelRequest | null)[];
  readonly replies: readonly (ModelRequest | null)[];
}

/** The request that each reply of a trial is to, built again from what was stored as runs build it. */
export function sentRequests(trial: TrialSent): SentRequests {
  const { offer, settings, item, written, replies } = trial;
  const opening = { leadIn: trial.leadIn, system: settings.system, historyAuthor: trial.historyAuthor };
  const after = (turns: number): ReturnType<typeof openedConversation> =>
    openedConversation(item, opening, { ...written, history: written.history.slice(0, turns) });
  const situation = situationIn(after(written.history.length).conversation, settings);
  return {
    leadIn: leadInRequest(trial, item),
    history: written.history.map((_, turn) => {
      const { conversation, isWhole } = after(turn);
      return isWhole ? null : historyRequest(settings, conversation);
    }),
    replies: replies.map((_, k) => {
      const next = methods[offer.method].next(offer, situation, replies.slice(0, k));
      return next.kind === 'ask' ? next.request : null;
    }),
  };
}

/**
 * The request that each reply of a follow-up is to.
 *
 * @param exit as of `nextFollowUp`
 */
export function followUpRequests(
  followUp: FollowUp,
  exit: { readonly request: ModelRequest; readonly reply: Reply },
  replies: readonly Reply[],
): readonly (ModelRequest | null)[] {
  return replies.map((_, k) => {
    const next = nextFollowUp(followUp, exit, replies.slice(0, k));
    return next.kind === 'ask' ? next.request : null;
  });
}
