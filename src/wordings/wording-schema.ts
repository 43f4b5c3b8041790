import { z } from 'zod';

const name = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/, 'use 1 to 64 letters, digits, . _ or -');
const text = z.string().refine((value) => value.trim() !== '', 'must not be empty');
const tool = z.strictObject({ name: z.string(), description: text });
const optionalText = text.nullable().default(null);

const toolWording = <Method extends 'bail-tool' | 'placebo-tool'>(method: Method) =>
  z.strictObject({
    method: z.literal(method),
    name,
    instructions: optionalText,
    tool,
    warning: z.strictObject({ mark: z.string().min(3), goesOn: text }).optional(),
  });

const promptWording = z.strictObject({
  method: z.literal('bail-prompt'),
  name,
  instructions: optionalText,
  question: z.strictObject({ 'bail-first': text.optional(), 'continue-first': text.optional() }),
  tag: z.string(),
  labels: z.strictObject({ bail: z.string(), continue: z.string() }),
  journal: z.boolean().optional(),
  notice: text.optional(),
  cue: text.optional(),
});

/** One wording as a pack file writes it; what its texts say is checked by `checkWording`. */
export const wordingSchema = z.discriminatedUnion('method', [
  toolWording('bail-tool'),
  toolWording('placebo-tool'),
  z.strictObject({ method: z.literal('bail-string'), name, instructions: text, word: z.string() }),
  promptWording,
]);

/** A wording pack: a list of wordings under the key `wordings`. */
export const wordingPackSchema = z.strictObject({
  description: z.string().optional(),
  wordings: z.array(wordingSchema).min(1, 'a pack holds at least one wording'),
});
export type WordingPack = z.output<typeof wordingPackSchema>;
