import { z } from 'zod';

import { fieldName, mistakesInOrder, readCheckedFile } from '../base/checked-file.ts';
import { ExitpollError } from '../base/errors.ts';
import type { LeadIn } from '../conversation/lead-in.ts';
import { builtInLeadIns } from './built-in.ts';

/** Names that reports give a meaning to, or that a reader would take for what comes along. */
const reservedNames: ReadonlySet<string> = new Set(['none', ...builtInLeadIns.map((leadIn) => leadIn.name)]);

const leadInSchema = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/, {
    error: 'expected 1 to 64 letters, digits, dots, dashes or underscores',
  }),
  system: z.string().min(1).nullable().default(null),
  messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), text: z.string().min(1) })).default([]),
  reply: z.enum(['given', 'ask']).default('given'),
});

/** A lead-in pack: a list of lead-ins under the key `leadIns`. The format is in docs/lead-ins.md. */
export const leadInPackSchema = z.strictObject({
  description: z.string().optional(),
  leadIns: z.array(leadInSchema).min(1),
});

/**
 * Reads a lead-in pack (YAML).
 *
 * @throws ExitpollErrors with file, line and field of every mistake; ExitpollError when the file cannot be read.
 */
export async function loadLeadInPack(file: string): Promise<readonly LeadIn[]> {
  const { value, locate } = await readCheckedFile(file, leadInPackSchema);
  const mistakes = value.leadIns.flatMap((leadIn, index) => {
    const isTwice = value.leadIns.findIndex((other) => other.name === leadIn.name) < index;
    const isReserved = reservedNames.has(leadIn.name);
    const problem = isReserved
      ? { path: ['name'], message: `"${leadIn.name}" is the name of a lead-in that comes along; use another` }
      : isTwice
        ? { path: ['name'], message: `"${leadIn.name}" is named twice` }
        : problemOf(leadIn);
    if (problem === null) return [];
    const path = ['leadIns', index, ...problem.path];
    return [
      new ExitpollError(`${fieldName(path)}: ${problem.message}`, {
        code: 'lead-in-pack-invalid',
        hint: 'The format is in docs/lead-ins.md.',
        at: locate(path),
      }),
    ];
  });
  if (mistakes.length > 0) throw mistakesInOrder(mistakes);
  return value.leadIns;
}

function problemOf({ system, messages, reply }: LeadIn): { path: readonly PropertyKey[]; message: string } | null {
  if (system === null && messages.length === 0)
    return { path: [], message: 'has neither a system prompt nor messages' };
  const wrong = messages.findIndex((message, index) => message.role !== (index % 2 === 0 ? 'user' : 'assistant'));
  if (wrong >= 0) return { path: ['messages', wrong], message: "turns must alternate, the first being the user's" };
  const endsWithUser = messages.length % 2 === 1;
  if (reply === 'ask' && !endsWithUser) {
    return { path: ['reply'], message: '"ask" needs a last turn of the user to reply to' };
  }
  if (reply === 'given' && endsWithUser) {
    return {
      path: ['messages', messages.length - 1],
      message: 'the reply to the last turn is missing; give it, or write reply: ask',
    };
  }
  return null;
}
