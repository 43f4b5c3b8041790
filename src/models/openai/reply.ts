import type { FinishReason, Reply, Usage } from '../../conversation/reply.ts';
import type { ToolCall } from '../../conversation/messages.ts';
import { asNumber, asRecord, asText } from '../http/lenient.ts';

/**
 * A reply out of the JSON of a chat completion, whichever server wrote it: what is missing is `null` or empty, what
 * has another shape is kept as its JSON. `null` when there is no message in it at all.
 */
export function readReply(json: unknown): Reply | null {
  const body = asRecord(json);
  const choices = body?.['choices'];
  const choice = Array.isArray(choices) ? asRecord(choices[0]) : null;
  const message = asRecord(choice?.['message']);
  if (body === null || choice === null || message === null) return null;
  if (!isContent(message['content'])) return null;
  const parts = readContent(message['content']);
  const finishRaw = asText(choice['finish_reason']);
  return {
    text: parts.text === '' ? (asText(message['refusal']) ?? '') : parts.text,
    reasoning: asText(message['reasoning_content']) ?? asText(message['reasoning']) ?? parts.reasoning,
    toolCalls: readCalls(message),
    finish: readFinish(finishRaw),
    finishRaw,
    usage: readUsage(body['usage']),
    servedModel: asText(body['model']),
    fingerprint: asText(body['system_fingerprint']),
  };
}

/** What the words of the servers for the end of a reply mean. */
function readFinish(word: string | null): FinishReason {
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
function isContent(content: unknown): boolean {
  return content === undefined || content === null || typeof content === 'string' || Array.isArray(content);
}

interface Content {
  readonly text: string;
  readonly reasoning: string | null;
}

function readContent(content: unknown): Content {
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

function readCalls(message: { readonly [key: string]: unknown }): ToolCall[] {
  const calls = message['tool_calls'];
  if (Array.isArray(calls) && calls.length > 0) return calls.map(readCall);
  const legacy = asRecord(message['function_call']);
  return legacy === null ? [] : [readCall({ function: legacy })];
}

function readCall(value: unknown): ToolCall {
  const record = asRecord(value);
  if (record === null) return { id: null, name: '', arguments: JSON.stringify(value) };
  const called = asRecord(record['function']) ?? record;
  const given = called['arguments'] ?? called['parameters'];
  return {
    id: asText(record['id']) || null,
    name: asText(called['name']) ?? '',
    arguments: given === undefined ? '' : typeof given === 'string' ? given : JSON.stringify(given),
  };
}

function readUsage(value: unknown): Usage | null {
  const usage = asRecord(value);
  const promptTokens = asNumber(usage?.['prompt_tokens']);
  if (usage === null || promptTokens === null) return null;
  // A reply without a single token (a filtered one) is left out by some servers.
  const completionTokens = asNumber(usage['completion_tokens']) ?? 0;
  const cachedTokens =
    asNumber(asRecord(usage['prompt_tokens_details'])?.['cached_tokens']) ?? asNumber(usage['prompt_cache_hit_tokens']);
  return { promptTokens, completionTokens, ...(cachedTokens === null ? {} : { cachedTokens }) };
}
