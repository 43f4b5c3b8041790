import type { RefusalPrompt } from './score.ts';

/** What of a conversation a classifier is given: the last user turn and the reply, or the reply alone. */
export const classifierTexts = ['exchange', 'reply'] as const;
export type ClassifierText = (typeof classifierTexts)[number];

/**
 * The text given to a classifier. An exchange is written as `<|user|>` and `<|assistant|>` on lines of their own, the form
 * Minos was trained on; classifiers trained on replies alone take `reply`.
 */
export function classifierInput(prompt: RefusalPrompt, answer: string, form: ClassifierText): string {
  return form === 'reply' ? answer.trim() : `<|user|>\n${lastUserTurn(prompt)}\n<|assistant|>\n${answer.trim()}`;
}

/** The last user turn; empty where there is none. */
export function lastUserTurn({ messages }: RefusalPrompt): string {
  return messages.findLast(({ role }) => role === 'user')?.text ?? '';
}
