import { withEarlierTurns } from '../conversation/earlier-turns.ts';
import { withLeadIn } from '../conversation/lead-in.ts';
import type { Conversation } from '../conversation/messages.ts';
import { textWithoutReasoning } from '../conversation/reasoning.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { leadInStep } from '../store/records.ts';
import { historyOf, type StoredStep, type StoredTrial } from '../store/trial-rows.ts';

/** What the author of its history wrote as a trial's earlier turns, first to last. */
export function historyTexts(steps: readonly StoredStep[]): readonly string[] {
  return historyOf(steps).map(({ reply }) => textWithoutReasoning(reply));
}

/** The conversation of a trial as it was sent: with its lead-in, earlier turns by whoever wrote them, and system prompt. */
export function sentConversation(
  condition: StoredCondition,
  { conversation }: Pick<StoredTrial, 'conversation'>,
  steps: readonly StoredStep[],
): Conversation {
  const opening = steps.find((step) => step.k === leadInStep);
  const own =
    condition.historyAuthor === 'dataset'
      ? conversation
      : withEarlierTurns(conversation, historyTexts(steps)).conversation;
  return withLeadIn(
    condition.leadIn,
    { ...own, system: own.system ?? (condition.settings as { system: string | null }).system },
    opening === undefined ? null : textWithoutReasoning(opening.reply),
  );
}
