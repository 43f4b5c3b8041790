import type { ExitMarks } from '../conversation/exit.ts';
import { openedConversation } from '../conversation/opened.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { methods } from '../methods/index.ts';
import type { Offer } from '../methods/method.ts';
import type { ArmSettings } from '../study/arm.ts';
import type { UnscoredReply } from '../store/unscored-replies.ts';
import { situationIn } from './situation.ts';

/** The request a stored first reply was the answer to, and how an exit would be taken in it. */
export interface StoredRequest {
  readonly request: ModelRequest;
  /** `null` where none was offered yet. */
  readonly exit: ExitMarks | null;
}

/** Builds the request of a stored first reply again, from the words that were stored with it. */
export function storedRequest(stored: UnscoredReply): StoredRequest {
  const offer = stored.offer as Offer;
  const settings = stored.settings as ArmSettings;
  const { leadIn, historyAuthor } = stored;
  const opening = { leadIn, historyAuthor, system: settings.system };
  const { conversation } = openedConversation(stored.conversation, opening, stored.written);
  const next = methods[offer.method].next(offer, situationIn(conversation, settings), []);
  if (next.kind !== 'ask') throw new Error(`${offer.method} asks nothing`);
  return { request: next.request, exit: offer.question === null ? offer.exit : null };
}
