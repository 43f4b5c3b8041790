import type { AssistantMessage, Message, ToolMessage } from '../../conversation/messages.ts';
import type { ModelRequest } from '../../conversation/request.ts';

/** One turn as the wire has it. */
export type WireMessage =
  | { readonly role: 'system' | 'developer' | 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string | null;
      readonly tool_calls?: readonly WireCall[];
      readonly prefix?: true;
    }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

interface WireCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** The role the system prompt is sent in; `none` puts it before the first user turn. */
export type SystemRole = 'system' | 'developer' | 'none';

/** The turns of a request as the wire has them, its system prompt and our instructions first. */
export function wireMessages(request: ModelRequest, role: SystemRole, templateSystem: string | null): WireMessage[] {
  const messages = turns(request.messages);
  const system = systemText(request, templateSystem);
  if (system === null) return messages;
  const content = sendable(system);
  if (role !== 'none') return [{ role, content }, ...messages];
  const first = messages.findIndex((message) => message.role === 'user');
  return messages.map((message, index) =>
    index === first ? { role: 'user', content: `${content}\n\n${message.content ?? ''}` } : message,
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
        wire.push({ role: 'user', content: sendable(message.text) });
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
  if (calls.length === 0) return { role: 'assistant', content: sendable(message.text) };
  return {
    role: 'assistant',
    content: message.text === '' ? null : sendable(message.text),
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
  return { role: 'tool', tool_call_id: message.callId ?? taken ?? 'call_0', content: sendable(message.text) };
}

/** Half a surrogate pair is no character: no tokeniser can read it, and some servers fail on it. */
function sendable(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}
