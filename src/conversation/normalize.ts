import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { AssistantMessage, Conversation, Message, ToolCall } from './messages.ts';

/** A turn as a source writes it, before its role is known to be one of ours. */
export interface RawTurn {
  readonly role: string;
  readonly text: string;
  /** Calls an assistant turn made. */
  readonly toolCalls?: readonly ToolCall[] | undefined;
  /** The call a tool turn answers. */
  readonly callId?: string | null | undefined;
}

/** What becomes of system turns: they make the system prompt, or are left out. */
export type SystemTurns = 'keep' | 'drop';

/** How often normalising changed something; all 0 for a conversation that was normal already. */
export interface NormalizeCounts {
  /** Turns that were joined to the turn before, which was of the same side. */
  readonly joined: number;
  /** Turns without text and without calls, left out. */
  readonly emptied: number;
  /** System turns that stood after the first other turn, moved to the system prompt. */
  readonly systemMoved: number;
  /** System turns, and a system prompt beside the turns, left out because that was asked for. */
  readonly systemDropped: number;
  /** Turns whose HTML was turned into Markdown by the reader. */
  readonly cleaned: number;
  /** Turns after the last user turn, left out by `cutAtLastUserTurn`. */
  readonly trailing: number;
}

/** The counts of a conversation that needed no change. */
export const unchanged: NormalizeCounts = {
  joined: 0,
  emptied: 0,
  systemMoved: 0,
  systemDropped: 0,
  cleaned: 0,
  trailing: 0,
};

/** The roles a source may use: OpenAI's, as they stand in most published conversations. */
export const rawRoles = ['user', 'assistant', 'system', 'developer', 'tool'] as const;

const otherNames: { readonly [role: string]: string } = {
  human: 'user',
  gpt: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  ai: 'assistant',
  function: 'tool',
};

/**
 * Brings a conversation into the one form all parts rely on: neighbouring turns of one side are joined with a
 * blank line, empty turns are left out, and system and developer turns become the system prompt. The order of
 * turns and every text that is not blank are kept. Tool turns are never joined or dropped, so that each call keeps
 * its answer.
 *
 * @param system a system prompt the source keeps beside the turns; it comes before any system turn.
 * @param systemTurns `drop` leaves the system prompt and all system turns out.
 * @throws ExitpollError when a role is not one of `rawRoles`.
 */
export function normalizeConversation(
  turns: readonly RawTurn[],
  system: string | null = null,
  systemTurns: SystemTurns = 'keep',
): { readonly conversation: Conversation; readonly counts: NormalizeCounts } {
  const systemTexts: string[] = isBlank(system ?? '') ? [] : [system ?? ''];
  const messages: Message[] = [];
  let joined = 0;
  let emptied = 0;
  let late = 0;
  for (const [index, turn] of turns.entries()) {
    switch (turn.role) {
      case 'system':
      case 'developer':
        if (isBlank(turn.text)) emptied += 1;
        else {
          systemTexts.push(turn.text);
          if (messages.length > 0) late += 1;
        }
        break;
      case 'tool':
        messages.push({ role: 'tool', callId: turn.callId ?? null, text: turn.text });
        break;
      case 'user':
      case 'assistant': {
        const calls = turn.role === 'assistant' ? (turn.toolCalls ?? []) : [];
        if (isBlank(turn.text) && calls.length === 0) {
          emptied += 1;
          break;
        }
        const before = messages.at(-1);
        if (before?.role === 'user' && turn.role === 'user') {
          messages[messages.length - 1] = { role: 'user', text: join(before.text, turn.text) };
          joined += 1;
        } else if (before?.role === 'assistant' && turn.role === 'assistant') {
          messages[messages.length - 1] = assistant(join(before.text, turn.text), [
            ...(before.toolCalls ?? []),
            ...calls,
          ]);
          joined += 1;
        } else {
          messages.push(turn.role === 'user' ? { role: 'user', text: turn.text } : assistant(turn.text, calls));
        }
        break;
      }
      default:
        throw unknownRole(turn.role, index);
    }
  }
  const isKept = systemTurns === 'keep';
  return {
    conversation: { system: isKept && systemTexts.length > 0 ? systemTexts.join('\n\n') : null, messages },
    counts: {
      ...unchanged,
      joined,
      emptied,
      systemMoved: isKept ? late : 0,
      systemDropped: isKept ? 0 : systemTexts.length,
    },
  };
}

function assistant(text: string, calls: readonly ToolCall[]): AssistantMessage {
  return calls.length === 0 ? { role: 'assistant', text } : { role: 'assistant', text, toolCalls: calls };
}

/** Nothing that can be seen: spaces, controls and characters that only format. */
function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]*$/u.test(text);
}

function join(before: string, after: string): string {
  if (isBlank(before)) return after;
  return isBlank(after) ? before : `${before}\n\n${after}`;
}

function unknownRole(role: string, index: number): ExitpollError {
  const ours = otherNames[role.toLowerCase()];
  const meant = ours === undefined ? didYouMean(role, rawRoles) : ` Did you mean "${ours}"?`;
  return new ExitpollError(`turn ${index + 1} has the unknown role ${JSON.stringify(role.slice(0, 40))}.${meant}`, {
    code: 'unknown-role',
    hint: `Roles are ${rawRoles.join(', ')}.`,
  });
}
