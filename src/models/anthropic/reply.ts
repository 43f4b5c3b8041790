import type { ToolCall } from '../../conversation/messages.ts';
import type { FinishReason, Reply, Usage } from '../../conversation/reply.ts';
import { asRecord, asText, asTokens } from '../http/lenient.ts';

/** What stands for reasoning that is there but not shown. */
export const hiddenReasoning = '[reasoning that is not shown]';

/**
 * A reply out of the JSON of a message. What is missing is `null` or empty; kinds of blocks that we do not know are
 * passed over. `null` when there is no message in it at all.
 */
export function readReply(json: unknown): Reply | null {
  const body = asRecord(json);
  const content = body?.['content'];
  if (body === null || !Array.isArray(content)) return null;
  const blocks = content.map(asRecord).filter((block) => block !== null);
  const finishRaw = asText(body['stop_reason']);
  return {
    text: textOf(blocks),
    reasoning: reasoningOf(blocks),
    toolCalls: blocks.filter((block) => block['type'] === 'tool_use').map(readCall),
    finish: readFinish(finishRaw),
    finishRaw,
    usage: readUsage(body['usage']),
    servedModel: asText(body['model']),
    fingerprint: null,
  };
}

type Block = { readonly [key: string]: unknown };

/** Texts that follow each other directly are one text; a call or reasoning between them parts them. */
export function textOf(blocks: readonly Block[]): string {
  let text = '';
  let before: Block | undefined;
  for (const block of blocks) {
    if (block['type'] === 'text') {
      const isParted = before !== undefined && before['type'] !== 'text' && text !== '';
      text += `${isParted ? '\n\n' : ''}${asText(block['text']) ?? ''}`;
    }
    before = block;
  }
  return text;
}

function reasoningOf(blocks: readonly Block[]): string | null {
  const parts = blocks.flatMap((block) => {
    if (block['type'] === 'redacted_thinking') return [hiddenReasoning];
    return block['type'] === 'thinking' ? [asText(block['thinking']) || hiddenReasoning] : [];
  });
  return parts.length === 0 ? null : parts.join('\n\n');
}

function readCall(block: Block): ToolCall {
  const { input } = block;
  return {
    id: asText(block['id']) || null,
    name: asText(block['name']) ?? '',
    arguments: input === undefined ? '' : typeof input === 'string' ? input : JSON.stringify(input),
  };
}

/** What the words of the protocol for the end of a reply mean. A refusal is the provider's, not the model's words. */
function readFinish(word: string | null): FinishReason {
  switch (word) {
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool-calls';
    case 'refusal':
      return 'filtered';
    default:
      // `pause_turn` among them: only tools that run on the server pause a turn, and we offer none.
      return 'other';
  }
}

/**
 * What a call took. The protocol counts tokens written to and read from the cache apart from the rest of the prompt;
 * here the prompt is all of them.
 */
export function readUsage(value: unknown): Usage | null {
  const usage = asRecord(value);
  const fresh = asTokens(usage?.['input_tokens']);
  const written = asTokens(usage?.['output_tokens'] ?? 0);
  if (usage === null || fresh === null || written === null) return null;
  const read = asTokens(usage['cache_read_input_tokens']);
  return {
    promptTokens: fresh + (asTokens(usage['cache_creation_input_tokens']) ?? 0) + (read ?? 0),
    completionTokens: written,
    ...(read === null ? {} : { cachedTokens: read }),
  };
}
