import type { ToolCall } from '../../conversation/messages.ts';
import type { FinishReason } from '../../conversation/reply.ts';
import { asRecord, asText } from '../http/lenient.ts';

/** What the words of the servers for the end of a reply mean. */
export function readFinish(word: string | null): FinishReason {
  switch (word) {
    case 'stop':
    case 'stop_sequence':
    case 'eos':
    case 'eos_token':
      return 'stop';
    case 'length':
    case 'max_tokens':
    case 'model_length':
      return 'length';
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    case 'content_filter':
      return 'filtered';
    default:
      return 'other';
  }
}

/** A text, parts of one, or none: anything else is no reply, and must not be taken for an empty one. */
export function isContent(content: unknown): boolean {
  return content === undefined || content === null || typeof content === 'string' || Array.isArray(content);
}

/** What a model said and what it thought, as far as the endpoint tells them apart. */
export interface Content {
  readonly text: string;
  readonly reasoning: string | null;
}

/** The content of a message or of a piece of one, as a text or as parts. */
export function readContent(content: unknown): Content {
  if (typeof content === 'string') return { text: content, reasoning: null };
  if (!Array.isArray(content)) return { text: '', reasoning: null };
  let text = '';
  let reasoning: string | null = null;
  for (const part of content) {
    const record = asRecord(part);
    const type = record?.['type'];
    if (typeof part === 'string') text += part;
    else if (type === 'thinking' || type === 'reasoning')
      reasoning = (reasoning ?? '') + partText(record?.[type] ?? record?.['text']);
    else text += asText(record?.['text']) ?? asText(record?.['refusal']) ?? '';
  }
  return { text, reasoning };
}

function partText(value: unknown): string {
  return typeof value === 'string' ? value : readContent(value).text;
}

/** The reasoning of a message or of a piece of one, under whichever name; `null` where there is none. */
export function readReasoning(message: { readonly [key: string]: unknown }): string | null {
  return asText(message['reasoning_content']) ?? asText(message['reasoning']);
}

/** The calls of a whole message, in today's form or the older `function_call`. */
export function readCalls(message: { readonly [key: string]: unknown }): ToolCall[] {
  const calls = message['tool_calls'];
  if (Array.isArray(calls) && calls.length > 0) return calls.map(readCall);
  const legacy = asRecord(message['function_call']);
  return legacy === null ? [] : [readCall({ function: legacy })];
}

function readCall(value: unknown): ToolCall {
  const record = asRecord(value);
  if (record === null) return { id: null, name: '', arguments: JSON.stringify(value) };
  const called = asRecord(record['function']) ?? record;
  return {
    id: asText(record['id']) || null,
    name: asText(called['name']) ?? '',
    arguments: argumentsText(called['arguments'] ?? called['parameters']),
  };
}

/** Arguments as they came: a text as it is, an object as its JSON, nothing for nothing. */
export function argumentsText(given: unknown): string {
  return given === undefined || given === null ? '' : typeof given === 'string' ? given : JSON.stringify(given);
}
