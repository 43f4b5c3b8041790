import { normalizeConversation, type RawTurn } from '../conversation/normalize.ts';
import type { FinishReason } from '../conversation/reply.ts';
import type { RefusalPrompt, RefusalReply } from '../refusal/score.ts';
import type { FileRow } from './refusal-rows.ts';

/** Which columns hold what; the last three may be missing. */
export interface ExchangeColumns {
  readonly prompt: string;
  readonly reply: string;
  readonly system: string | undefined;
  readonly reasoning: string | undefined;
  readonly finish: string | undefined;
}

/** The prompt and the reply of a row. */
export interface Exchange {
  readonly prompt: RefusalPrompt;
  readonly reply: RefusalReply;
}

/**
 * Reads a row's prompt (a text, or in JSON Lines a list of messages with role and content) and its reply. A reply that is
 * empty or null is an empty reply; a column that is not there at all makes the row bad, and the text says why.
 */
export function exchangeOf(row: FileRow, columns: ExchangeColumns): Exchange | string {
  const asked = row.value(columns.prompt);
  const turns = turnsOf(asked);
  if (turns === null)
    return `"${columns.prompt}" is ${asked === undefined ? 'missing' : 'neither a text nor a list of messages'}`;
  const replied = row.value(columns.reply);
  if (replied !== null && typeof replied !== 'string')
    return `"${columns.reply}" is ${replied === undefined ? 'missing' : 'not a text'}`;
  const text = (column: string | undefined): string | null => {
    const value = column === undefined ? null : row.value(column);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  let prompt: RefusalPrompt;
  try {
    prompt = normalizeConversation(turns, text(columns.system)).conversation;
  } catch (thrown) {
    return `"${columns.prompt}": ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
  const finishRaw = text(columns.finish);
  return {
    prompt,
    reply: {
      text: replied ?? '',
      reasoning: text(columns.reasoning),
      toolCalls: [],
      finish: finishOf(finishRaw),
      finishRaw,
    },
  };
}

function turnsOf(value: unknown): readonly RawTurn[] | null {
  if (typeof value === 'string') return [{ role: 'user', text: value }];
  if (!Array.isArray(value)) return null;
  const turns = value.map((turn: unknown) => {
    const { role, content } = (turn ?? {}) as { readonly role?: unknown; readonly content?: unknown };
    return typeof role === 'string' && typeof content === 'string' ? { role, text: content } : null;
  });
  return turns.every((turn) => turn !== null) ? turns : null;
}

/** A stop reason as OpenAI-compatible servers, Anthropic and Gemini write it. */
function finishOf(raw: string | null): FinishReason {
  if (raw === null) return 'stop';
  if (/refus|filter|safety|blocked|prohibited/i.test(raw)) return 'filtered';
  if (/length|max_?tokens/i.test(raw)) return 'length';
  return 'stop';
}
