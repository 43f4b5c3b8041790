import { z } from 'zod';

import type { RawTurn } from '../../conversation/normalize.ts';
import {
  bareConversation,
  checkRecord,
  type ConversationFormat,
  type FormatOptions,
  recordByRecord,
} from './format.ts';

const schema = { chosen: z.object({ chosen: z.string() }), rejected: z.object({ rejected: z.string() }) };
const roles = { Human: 'user', Assistant: 'assistant' } as const;

/** Anthropic's pairs: two versions of a conversation in one text each, a speaker's name before every turn. */
export const anthropicHh: ConversationFormat = {
  fields: ['chosen', 'rejected'],
  looksLike: ({ chosen, rejected }) =>
    typeof chosen === 'string' && typeof rejected === 'string' && /^\s*(Human|Assistant):/.test(chosen),
  open: ({ version }) =>
    recordByRecord((value, line) => ({
      ...bareConversation,
      id: null,
      turns: turnsOf(textOf(value, version)),
      line,
    })),
};

function textOf(value: unknown, version: FormatOptions['version']): string {
  const hint = 'Each record has a text "chosen" and a text "rejected".';
  return version === 'chosen'
    ? checkRecord(schema.chosen, value, hint).chosen
    : checkRecord(schema.rejected, value, hint).rejected;
}

/** A turn begins at a speaker's name that stands at the start or after a blank line. Text before the first is its own turn of nobody. */
function turnsOf(text: string): readonly RawTurn[] {
  const turns: RawTurn[] = [];
  const marks = [...text.matchAll(/(?:^|\n\n)(Human|Assistant):/g)];
  const before = text.slice(0, marks[0]?.index ?? text.length);
  if (before.trim() !== '') turns.push({ role: 'text before the first "Human:"', text: before });
  for (const [index, mark] of marks.entries()) {
    const said = text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length);
    turns.push({ role: roles[mark[1] as keyof typeof roles], text: said.trim() });
  }
  return turns;
}
