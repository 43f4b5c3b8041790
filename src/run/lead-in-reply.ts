import { withLeadIn } from '../conversation/lead-in.ts';
import type { Conversation } from '../conversation/messages.ts';
import { textWithoutReasoning } from '../conversation/reasoning.ts';
import type { Outcome } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import type { ModelRequest } from '../conversation/request.ts';
import type { Arm } from '../study/arm.ts';

/** The request for a reply that a lead-in asks for; `null` where none is asked for. At temperature 0. */
export function leadInRequest(
  { leadIn, settings }: Pick<Arm, 'leadIn' | 'settings'>,
  item: Pick<Conversation, 'system'>,
): ModelRequest | null {
  if (leadIn?.reply !== 'ask') return null;
  const opening = withLeadIn(leadIn, { system: item.system ?? settings.system, messages: [] }, null);
  return {
    system: opening.system,
    instructions: null,
    messages: opening.messages,
    tools: [],
    sampling: { temperature: 0, topP: 1, maxTokens: settings.replySampling.maxTokens },
  };
}

/** How a trial ends whose lead-in got no reply to go on from; `null` where it got one. */
export function leadInOutcome(reply: Reply): Outcome | null {
  if (reply.finish === 'filtered') return 'filtered';
  if (textWithoutReasoning(reply).trim() !== '') return null;
  return reply.finish === 'length' ? 'truncated' : 'unparsed';
}
