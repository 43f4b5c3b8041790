import type { Message, ToolCall } from '../../conversation/messages.ts';

/** A piece of a turn, as the server reads it. */
export type WireBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: object }
  | { readonly type: 'tool_result'; readonly tool_use_id: string; readonly content: string };

/** A turn. Neighbours never share a role. */
export interface WireMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly WireBlock[];
}

/**
 * The turns of a conversation in the form the server wants: results of tools stand in a user turn, before its words,
 * and neighbours of one role become one turn of several blocks. Texts without a character are left out, because an
 * empty block is refused. `sources[i]` is the turn of the result that holds `messages[i]`.
 */
export function wireTurns(messages: readonly Message[]): {
  readonly turns: readonly WireMessage[];
  readonly sources: readonly number[];
} {
  const turns: { role: WireMessage['role']; content: WireBlock[] }[] = [];
  const sources: number[] = [];
  const ids = callIds();
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    let turn = turns.at(-1);
    if (turn?.role !== role) {
      turn = { role, content: [] };
      turns.push(turn);
    }
    turn.content.push(...blocksOf(message, ids));
    sources.push(turns.length - 1);
  }
  return { turns, sources };
}

function blocksOf(message: Message, ids: CallIds): WireBlock[] {
  switch (message.role) {
    case 'user':
      return textBlocks(message.text);
    case 'assistant':
      return [
        ...textBlocks(message.text),
        ...(message.toolCalls ?? []).map((call) => ({
          type: 'tool_use' as const,
          id: ids.opened(call.id),
          name: call.name,
          input: inputOf(call),
        })),
      ];
    case 'tool':
      return [{ type: 'tool_result', tool_use_id: ids.answered(message.callId), content: wellFormed(message.text) }];
    default:
      return message satisfies never;
  }
}

function textBlocks(text: string): WireBlock[] {
  return text === '' ? [] : [{ type: 'text', text: wellFormed(text) }];
}

/** Half a surrogate pair makes the server refuse the whole body as malformed, so it becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** Arguments must be an object: those that are not, or cannot be read, are kept under a name of ours. */
function inputOf(call: ToolCall): object {
  if (call.arguments.trim() === '') return {};
  try {
    const value = JSON.parse(call.arguments) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Kept as it came.
  }
  return { arguments: wellFormed(call.arguments) };
}

interface CallIds {
  opened(id: string | null): string;
  answered(id: string | null): string;
}

/**
 * Ids of calls as the server allows them (letters, digits, dash, underscore), each once. Calls without an id get one by
 * position, and the results that answer them take it up in order.
 */
function callIds(): CallIds {
  const open: { readonly given: string | null; readonly sent: string }[] = [];
  let count = 0;
  const used = new Set<string>();
  return {
    opened: (id) => {
      count += 1;
      const sent = id !== null && /^[\w-]{1,64}$/.test(id) && !used.has(id) ? id : `call_${count}`;
      used.add(sent);
      open.push({ given: id, sent });
      return sent;
    },
    answered: (id) => {
      const at = id === null ? 0 : open.findIndex(({ given }) => given === id);
      const taken = at < 0 ? undefined : open.splice(at, 1)[0];
      return taken?.sent ?? 'call_0';
    },
  };
}
