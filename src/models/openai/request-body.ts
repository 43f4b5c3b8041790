import type { AssistantMessage, Message, ToolMessage, ToolSpec } from '../../conversation/messages.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { parseBaseUrl } from '../http/base-url.ts';
import type { OpenAiModelConfig } from './config.ts';
import { maxTokensFieldOf } from './providers.ts';

type WireMessage =
  | { readonly role: 'system' | 'developer' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string | null; readonly tool_calls?: readonly WireCall[] }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

interface WireCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** Writes the JSON of one request. `seed` is a whole number in [0, 2^31). */
export type BodyWriter = (request: ModelRequest, seed: number) => string;

/**
 * A writer for one model. What does not change between requests is looked up once; a request is only read, never
 * changed, and everything in it is sent.
 */
export function bodyWriter(config: OpenAiModelConfig): BodyWriter {
  const maxTokensField = config.maxTokensField ?? maxTokensFieldOf(parseBaseUrl(config.baseUrl).origin);
  const sendsSeed = config.seed ?? true;
  const { model, extraBody } = config;
  return (request, seed) => {
    const { sampling } = request;
    // Everything is said outright: servers fill gaps with defaults of their own, some with the model's.
    const body: { [member: string]: unknown } = {
      model,
      messages: wireMessages(request, config),
      temperature: sampling.temperature,
      top_p: sampling.topP,
      [maxTokensField]: sampling.maxTokens,
      stream: false,
    };
    if (sendsSeed) body['seed'] = seed;
    if (request.tools.length > 0) body['tools'] = request.tools.map(wireTool);
    if (extraBody !== undefined) Object.assign(body, extraBody);
    return JSON.stringify(body);
  };
}

function wireMessages(request: ModelRequest, config: OpenAiModelConfig): WireMessage[] {
  const messages = turns(request.messages);
  const system = systemText(request, config.templateSystem ?? null);
  if (system === null) return messages;
  const role = config.systemRole ?? 'system';
  if (role !== 'none') return [{ role, content: system }, ...messages];
  const first = messages.findIndex((message) => message.role === 'user');
  return messages.map((message, index) =>
    index === first ? { role: 'user', content: `${system}\n\n${message.content ?? ''}` } : message,
  );
}

/** Our instructions follow the system prompt the model would otherwise have, after a blank line. */
function systemText(request: ModelRequest, templateSystem: string | null): string | null {
  if (request.instructions === null) return request.system;
  const system = request.system ?? templateSystem;
  return system === null || system === '' ? request.instructions : `${system}\n\n${request.instructions}`;
}

function turns(messages: readonly Message[]): WireMessage[] {
  // Calls whose endpoint gave no id get one by position, and the tool turns that answer them take it up in order.
  let named = 0;
  const open: string[] = [];
  const wire: WireMessage[] = [];
  for (const message of messages) {
    switch (message.role) {
      case 'user':
        wire.push({ role: 'user', content: message.text });
        break;
      case 'assistant': {
        const calls = message.toolCalls ?? [];
        const ids = calls.map((call) => call.id ?? `call_${(named += 1)}`);
        open.push(...ids);
        wire.push(assistantTurn(message, ids));
        break;
      }
      case 'tool':
        wire.push(toolTurn(message, open));
        break;
      default:
        message satisfies never;
    }
  }
  return wire;
}

function assistantTurn(message: AssistantMessage, ids: readonly string[]): WireMessage {
  const calls = message.toolCalls ?? [];
  if (calls.length === 0) return { role: 'assistant', content: message.text };
  return {
    role: 'assistant',
    content: message.text === '' ? null : message.text,
    tool_calls: calls.map((call, index) => ({
      id: ids[index] ?? '',
      type: 'function',
      // Servers parse the arguments of earlier calls, and nothing is not JSON.
      function: { name: call.name, arguments: call.arguments === '' ? '{}' : call.arguments },
    })),
  };
}

function toolTurn(message: ToolMessage, open: string[]): WireMessage {
  const at = message.callId === null ? 0 : open.indexOf(message.callId);
  const taken = at < 0 ? undefined : open.splice(at, 1)[0];
  return { role: 'tool', tool_call_id: message.callId ?? taken ?? 'call_0', content: message.text };
}

function wireTool(tool: ToolSpec): unknown {
  return {
    type: 'function',
    function: { name: tool.name, description: tool.description, parameters: tool.parameters },
  };
}
