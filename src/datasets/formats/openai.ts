import { z } from 'zod';

import type { ToolCall } from '../../conversation/messages.ts';
import type { RawTurn } from '../../conversation/normalize.ts';
import { splitTags } from '../read-item.ts';
import { checkRecord, type ConversationFormat, recordByRecord, word } from './format.ts';

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
  // Arena-Hard keeps an answer beside what was measured of it.
  content: z.union([z.string(), z.array(part), z.object({ answer: z.string() })]).nullish(),
  tool_calls: z.array(call).nullish(),
  tool_call_id: z.string().nullish(),
});

const fields = {
  system: z.string().nullish(),
  id: name,
  uid: name,
  category: name,
  cluster: name,
  twin: name,
  tags: z.union([z.string(), z.array(z.string())]).nullish(),
};

const withMessages = z.object({ messages: z.array(message).min(1), ...fields });
const withPrompt = z.object({ prompt: z.string(), ...fields });
type Line = z.infer<typeof withMessages>;

const form = 'Each line is one object: {"messages": [{"role": "user", "content": "…"}]}.';

/** Messages as OpenAI writes them, with what Exitpoll wants to know of them; or a single prompt in their place. */
export const openAiMessages: ConversationFormat = {
  fields: ['messages', 'prompt', ...Object.keys(fields)],
  looksLike: (record) => Array.isArray(record['messages']) || typeof record['prompt'] === 'string',
  open: () =>
    recordByRecord((value, line) => {
      const record = lineOf(value);
      const tags = typeof record.tags === 'string' ? splitTags(record.tags) : (record.tags ?? []);
      const twin = word(record.twin);
      return {
        id: word(record.id) ?? word(record.uid),
        turns: record.messages.map(turnOf),
        system: record.system ?? null,
        category: word(record.category),
        // A benign twin and its original are not independent.
        cluster: word(record.cluster) ?? twin,
        twin,
        tags: twin === null || tags.includes('twin') ? tags : [...tags, 'twin'],
        cleaned: 0,
        line,
      };
    }),
};

function lineOf(value: unknown): Line {
  const isPrompt =
    typeof value === 'object' && value !== null && !('messages' in value) && 'prompt' in value && isText(value.prompt);
  if (!isPrompt) return checkRecord(withMessages, value, form);
  const { prompt, ...rest } = checkRecord(withPrompt, value, form);
  return { ...rest, messages: [{ role: 'user', content: prompt }] };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Text parts of one message stand on lines of their own. */
function turnOf(turn: Line['messages'][number]): RawTurn {
  return {
    role: turn.role,
    text: textOf(turn.content),
    toolCalls: turn.tool_calls?.map(callOf),
    callId: turn.tool_call_id,
  };
}

function textOf(content: Line['messages'][number]['content']): string {
  if (typeof content === 'string') return content;
  if (content === null || content === undefined) return '';
  if ('answer' in content) return content.answer;
  return content
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
