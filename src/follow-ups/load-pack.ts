import { z } from 'zod';

import { fieldName, mistakesInOrder, readCheckedFile } from '../base/checked-file.ts';
import { ExitpollError } from '../base/errors.ts';
import { checkWording } from '../wordings/check-wording.ts';
import { placeholdersIn } from '../wordings/placeholders.ts';
import type { WordingOf } from '../wordings/wording.ts';
import { followUpKinds } from './follow-up.ts';
import type { FollowUpWords } from './words.ts';

const text = z.string().refine((value) => value.trim() !== '', 'must not be empty');

const wordsSchema = z.strictObject({
  kind: z.enum(followUpKinds),
  name: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/, 'use 1 to 64 letters, digits, . _ or -'),
  why: text.nullable().default(null),
  question: z.strictObject({ 'bail-first': text.optional(), 'continue-first': text.optional() }),
  tag: z.string(),
  labels: z.strictObject({ bail: z.string(), continue: z.string() }),
  toolResult: text.default('Noted.'),
});

/** A pack of follow-ups: a list under the key `followUps`. The format is in docs/follow-ups.md. */
const packSchema = z.strictObject({ description: z.string().optional(), followUps: z.array(wordsSchema).min(1) });

/**
 * Reads a pack of follow-ups (YAML).
 *
 * @throws ExitpollErrors with file, line and field of every mistake; ExitpollError when the file cannot be read.
 */
export async function loadFollowUpPack(file: string): Promise<readonly FollowUpWords[]> {
  const { value, locate } = await readCheckedFile(file, packSchema);
  const mistakes = value.followUps.flatMap((words, index) => {
    const twice = value.followUps.findIndex((one) => one.kind === words.kind && one.name === words.name) < index;
    const problems = [
      ...(twice ? [{ path: ['name'], message: `there is a second ${words.kind} called "${words.name}"` }] : []),
      ...(words.kind === 'confirm' && words.why !== null
        ? [{ path: ['why'], message: 'a confirm asks one question and has no why' }]
        : []),
      ...checkWording(asWording(words as FollowUpWords)),
      ...(words.why === null ? [] : checkWhy(words.why)),
    ];
    return problems.map((problem) => {
      const path = ['followUps', index, ...problem.path];
      return new ExitpollError(`${fieldName(path)}: ${problem.message}`, {
        code: 'follow-up-pack-invalid',
        hint: ('hint' in problem ? problem.hint : undefined) ?? 'The format is in docs/follow-ups.md.',
        at: locate(path),
      });
    });
  });
  if (mistakes.length > 0) throw mistakesInOrder(mistakes);
  // zod gives optional fields as `undefined`; in words they are left out.
  return JSON.parse(JSON.stringify(value.followUps)) as readonly FollowUpWords[];
}

function checkWhy(why: string): readonly { path: readonly string[]; message: string }[] {
  return placeholdersIn(why)
    .filter((name) => !['tag', 'bail', 'continue'].includes(name))
    .map((name) => ({ path: ['why'], message: `unknown placeholder {{${name}}}` }));
}

/** The question as a wording of the bail prompt, whose rules hold for it too. */
export function asWording({ name, question, tag, labels }: FollowUpWords): WordingOf<'bail-prompt'> {
  return { method: 'bail-prompt', name, instructions: null, question, tag, labels };
}
