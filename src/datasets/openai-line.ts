import { z } from 'zod';

import type { ToolCall } from '../conversation/messages.ts';
import type { RawTurn } from '../conversation/normalize.ts';

const name = z.union([z.string(), z.number()]).nullish();

const part = z.union([
  z.string(),
  z.object({ type: z.enum(['text', 'input_text', 'output_text']), text: z.string() }),
  z.object({ type: z.literal('refusal'), refusal: z.string() }),
]);

const call = z.object({
  id: z.string().nullish(),
  function: z.object({ name: z.string(), arguments: z.unknown() }),
});

const message = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(part)]).nullish(),
  tool_calls: z.array(call).nullish(),
  tool_call_id: z.string().nullish(),
});

/** One line of a JSON Lines dataset: OpenAI's `messages`, with what Exitpoll wants to know of them. */
export const openAiLineSchema = z.object({
  messages: z.array(message).min(1),
  system: z.string().nullish(),
  id: name,
  category: name,
  cluster: name,
  twin: name,
  tags: z.union([z.string(), z.array(z.string())]).nullish(),
});
export type OpenAiLine = z.infer<typeof openAiLineSchema>;

/** The turns of a line. Text parts of one message stand on lines of their own. */
export function turnsOf(line: OpenAiLine): readonly RawTurn[] {
  return line.messages.map((turn) => ({
    role: turn.role,
    text: textOf(turn.content),
    toolCalls: turn.tool_calls?.map(callOf),
    callId: turn.tool_call_id,
  }));
}

function textOf(content: OpenAiLine['messages'][number]['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? [])
    .map((piece) => (typeof piece === 'string' ? piece : 'refusal' in piece ? piece.refusal : piece.text))
    .join('\n');
}

function callOf(raw: z.infer<typeof call>): ToolCall {
  const given = raw.function.arguments;
  return {
    id: raw.id ?? null,
    name: raw.function.name,
    arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}),
  };
}
