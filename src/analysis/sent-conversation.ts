import type { Conversation } from '../conversation/messages.ts';
import { openedConversation } from '../conversation/opened.ts';
import { textWithoutReasoning } from '../conversation/reasoning.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { historyOf, writtenBefore, type StoredStep, type StoredTrial } from '../store/trial-rows.ts';

/** What the author of its history wrote as a trial's earlier turns, first to last. */
export function historyTexts(steps: readonly StoredStep[]): readonly string[] {
  return historyOf(steps).map(({ reply }) => textWithoutReasoning(reply));
}

/** The conversation of a trial as it was sent: with its lead-in, earlier turns by whoever wrote them, and system prompt. */
export function sentConversation(
  { leadIn, historyAuthor, settings }: StoredCondition,
  { conversation }: Pick<StoredTrial, 'conversation'>,
  steps: readonly StoredStep[],
): Conversation {
  const { system } = settings as { readonly system: string | null };
  return openedConversation(conversation, { leadIn, system, historyAuthor }, writtenBefore(steps)).conversation;
}
