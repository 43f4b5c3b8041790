import type { Order } from '../conversation/exit.ts';
import type { Sampling } from '../conversation/request.ts';
import { fillPlaceholders } from '../wordings/placeholders.ts';
import type { FollowUp, FollowUpTurn } from './follow-up.ts';
import type { FollowUpWords } from './words.ts';

/** How the replies of a follow-up are drawn: to the open question, and to the one with two answers. */
export interface FollowUpSampling {
  readonly why: Sampling;
  readonly answer: Sampling;
}

/** The follow-up with these words in one order; `null` where the words lack it. */
export function renderFollowUp(words: FollowUpWords, order: Order, sampling: FollowUpSampling): FollowUp | null {
  const { kind, why, question, tag, labels, toolResult } = words;
  const asked = question[order];
  if (asked === undefined) return null;
  const values = { tag, ...labels };
  const turns: FollowUpTurn[] = [];
  if (why !== null) turns.push({ step: 'why', text: fillPlaceholders(why, values), sampling: sampling.why });
  const step = kind === 'confirm' ? 'confirm' : 'others';
  turns.push({ step, text: fillPlaceholders(asked, values), sampling: sampling.answer });
  return { kind, order, turns, exit: { kind: 'prompt', tag, ...labels }, toolResult };
}
