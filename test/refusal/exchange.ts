import type { RefusalPrompt, RefusalReply } from '../../src/refusal/score.ts';

/** A prompt of one user turn. */
export function promptOf(text: string): RefusalPrompt {
  return { system: null, messages: [{ role: 'user', text }] };
}

/** A reply that the model ended itself, but for what is told otherwise. */
export function replyOf(text: string, rest: Partial<RefusalReply> = {}): RefusalReply {
  return { text, reasoning: null, toolCalls: [], finish: 'stop', finishRaw: 'stop', ...rest };
}
