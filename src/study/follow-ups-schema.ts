import { z } from 'zod';

import { orders } from '../conversation/exit.ts';
import { followUpFactors, type FollowUpFactors } from '../follow-ups/words.ts';

const shared = {
  /** Independent draws for each bail. */
  draws: z.int().min(1).max(1_000).default(1),
  /** Of the question's two answers; both unless said. */
  orders: z.array(z.enum(orders)).min(1).optional(),
  /** Whether it is said that the answer changes nothing. */
  effect: z.enum(followUpFactors.effect).default('unsaid'),
  /** A pack file, or one name of it: `pack.yaml#name`. In place of our own words. */
  words: z.string().min(1).optional(),
  /** The study's, unless said. */
  temperature: z.number().min(0).max(2).optional(),
};

const confirm = z.strictObject({
  ...shared,
  /** Whether the model is given room to think before it answers. */
  think: z.boolean().default(false),
  /** Of its answer: 64 unless said, with room to think 512. */
  maxTokens: z.int().min(1).max(1_000_000).optional(),
});

const interview = z.strictObject({
  ...shared,
  /** Of what it says of its reasons; 200 unless said. Its answer to the second question may have 64. */
  maxTokens: z.int().min(1).max(1_000_000).optional(),
});

/** One entry of a study's `followUps`: what is asked after a bail. */
export const followUpEntrySchema = z.union([
  z.enum(['confirm', 'interview']),
  z.strictObject({ confirm }),
  z.strictObject({ interview }),
]);
export type FollowUpEntry = z.output<typeof followUpEntrySchema>;

/** An entry with every default filled in. */
export interface FollowUpPlan {
  readonly kind: 'confirm' | 'interview';
  readonly draws: number;
  readonly orders: readonly (typeof orders)[number][];
  readonly factors: FollowUpFactors;
  readonly words: string | null;
  readonly temperature: number | null;
  readonly maxTokens: number | null;
}

/** An entry in one form, whichever way it was written. */
export function followUpPlan(entry: FollowUpEntry): FollowUpPlan {
  const kind = typeof entry === 'string' ? entry : 'confirm' in entry ? 'confirm' : 'interview';
  const given =
    typeof entry === 'string'
      ? confirm.parse({})
      : 'confirm' in entry
        ? entry.confirm
        : { ...entry.interview, think: false };
  return {
    kind,
    draws: given.draws,
    orders: given.orders ?? orders,
    factors: { think: given.think, effect: given.effect },
    words: given.words ?? null,
    temperature: given.temperature ?? null,
    maxTokens: given.maxTokens ?? null,
  };
}
