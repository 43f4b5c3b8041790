import type { ExitMarks, Order } from '../conversation/exit.ts';
import type { Message } from '../conversation/messages.ts';
import type { Flag, Outcome } from '../conversation/outcome.ts';
import { textWithoutReasoning } from '../conversation/reasoning.ts';
import type { Reply } from '../conversation/reply.ts';
import type { ModelRequest, Sampling } from '../conversation/request.ts';
import { areArguments } from '../conversation/tool-calls/json-value.ts';
import type { Scored } from '../methods/method.ts';
import { lastAnswer } from '../methods/prompt-answers.ts';
import { useOfWord } from '../methods/word-places.ts';
import { commonFlags, outcomeOfNothing, readStrictly } from '../methods/reading.ts';
import { replyOf, scored } from '../methods/scored.ts';

/** What may be asked after a bail: whether the model stands by it; why, and whether it would go on with other users. */
export const followUpKinds = ['confirm', 'interview'] as const;
export type FollowUpKind = (typeof followUpKinds)[number];

/** One turn of ours in a follow-up, and how the reply to it is drawn. */
export interface FollowUpTurn {
  readonly step: 'confirm' | 'why' | 'others';
  readonly text: string;
  readonly sampling: Sampling;
}

/** A follow-up as it is asked: the rendered texts. It is stored and hashed. */
export interface FollowUp {
  readonly kind: FollowUpKind;
  /** Of the two answers to the last turn. */
  readonly order: Order;
  readonly turns: readonly FollowUpTurn[];
  /**
   * The answers to the last turn. `bail` stands by leaving (`confirm`), or would not go on with other users either
   * (`interview`); `continue` takes it back, or would.
   */
  readonly exit: Extract<ExitMarks, { kind: 'prompt' }>;
  /** What a call of the exit tool is said to have returned, before the first turn. */
  readonly toolResult: string;
}

/** What a follow-up wants next: one more reply, or nothing. */
export type FollowUpNext =
  | { readonly kind: 'ask'; readonly turn: FollowUpTurn; readonly isLast: boolean; readonly request: ModelRequest }
  | { readonly kind: 'settled' };

/**
 * The next step of a follow-up. Pure. The conversation goes on from the reply that took the exit, as it was sent: with
 * the same instructions and tools.
 *
 * @param exit the request in which the exit was offered, and the reply that took it
 */
export function nextFollowUp(
  followUp: FollowUp,
  exit: { readonly request: ModelRequest; readonly reply: Reply },
  replies: readonly Reply[],
): FollowUpNext {
  const turn = followUp.turns[replies.length];
  if (turn === undefined || failedTurn(replies) !== null) return { kind: 'settled' };
  const messages: Message[] = [...exit.request.messages, ...taken(exit.reply, followUp.toolResult)];
  followUp.turns.slice(0, replies.length).forEach(({ text }, index) => {
    messages.push({ role: 'user', text }, { role: 'assistant', text: textWithoutReasoning(replyOf(replies, index)) });
  });
  messages.push({ role: 'user', text: turn.text });
  const { system, instructions, tools } = exit.request;
  return {
    kind: 'ask',
    turn,
    isLast: replies.length === followUp.turns.length - 1,
    request: { system, instructions, messages, tools, sampling: turn.sampling },
  };
}

/** The reply that took the exit, as a turn; a call that the endpoint reported is answered, since endpoints insist on it. */
function taken(reply: Reply, toolResult: string): readonly Message[] {
  const text = textWithoutReasoning(reply);
  const calls = reply.toolCalls.filter((call) => areArguments(call.arguments));
  if (calls.length === 0) return [{ role: 'assistant', text }];
  return [
    { role: 'assistant', text, toolCalls: calls },
    ...calls.map(({ id }) => ({ role: 'tool', callId: id, text: toolResult }) as const),
  ];
}

/** The outcome of the first reply that leaves nothing to go on from, but for the last turn's; else `null`. */
function failedTurn(replies: readonly Reply[]): { readonly outcome: Outcome; readonly reply: Reply } | null {
  for (const reply of replies) {
    const outcome = outcomeOfNothing(reply, readStrictly(reply));
    if (outcome !== null) return { outcome, reply };
  }
  return null;
}

/**
 * The outcome of a follow-up: the last well-formed answer to its last turn, by the rules of the bail prompt's strict
 * scorer. A follow-up whose earlier turn got no text ends as that reply did, `via: parent`. A model that takes the exit
 * again, which it has already taken, answers nothing by that; the flag `exit-again` says so.
 *
 * @param offered how the exit is taken that the follow-up comes after
 */
export function scoreFollowUp(followUp: FollowUp, replies: readonly Reply[], offered: ExitMarks | null): Scored {
  const failed = failedTurn(replies.slice(0, followUp.turns.length - 1));
  if (failed !== null)
    return scored(failed.outcome, commonFlags(failed.reply, readStrictly(failed.reply)), { via: 'parent' });
  const last = followUp.turns.length - 1;
  const reply = replyOf(replies, last);
  const reading = readStrictly(reply);
  const isAgain = reply.toolCalls.length > 0 || takesAgain(reading.answer, followUp, offered);
  const again: readonly Flag[] = isAgain ? ['exit-again'] : [];
  const flags = [...commonFlags(reply, reading), ...again];
  const nothing = outcomeOfNothing(reply, reading);
  if (nothing !== null) return scored(nothing, flags);
  const question = followUp.turns[last]?.text ?? '';
  const isCut = reply.finish === 'length';
  const judged = lastAnswer(reading.answer, question, followUp.exit, isCut);
  const evidence =
    judged.at === null
      ? null
      : { step: last, start: reading.answerStart + judged.at.start, end: reading.answerStart + judged.at.end };
  return scored(judged.answer ?? 'unparsed', [...flags, ...judged.flags], { evidence });
}

function takesAgain(answer: string, followUp: FollowUp, offered: ExitMarks | null): boolean {
  if (offered === null) return false;
  switch (offered.kind) {
    case 'string':
      return useOfWord(answer, offered.word).use === 'exit';
    case 'prompt':
      // In the same tag it answers this question, not that one again.
      return offered.tag !== followUp.exit.tag && lastAnswer(answer, '', offered, false).answer === 'bail';
    case 'tool':
      return false;
    default:
      return offered satisfies never;
  }
}
