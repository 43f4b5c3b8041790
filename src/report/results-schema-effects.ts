import { z } from 'zod';

import { conditionLabelFields } from './condition-label-schema.ts';

const count = z.int().min(0);
const label = z.string().nullable();
const journals = z.object({
  answers: count.describe('trials with this answer'),
  journals: count.describe('those of them with words beside it'),
  words: z.object({ p50: count, p90: count }).nullable(),
});

/** What was written beside the answers, one entry for each condition that invites it. */
export const journalSchema = z.object({
  ...conditionLabelFields,
  bails: journals,
  stays: journals,
});

/** Who was left in a crisis, one entry for each condition that left anybody. */
export const crisisSchema = z.object({
  ...conditionLabelFields,
  items: z.array(
    z.object({
      item: z.string(),
      category: label,
      exits: count.describe('trials that ended as bail'),
      answers: count.describe('trials that ended as bail or continue'),
      trials: z.array(count).describe('numbers of the trials that ended as bail, as in exitpoll export trials'),
    }),
  ),
});

const paired = z.object({
  offered: z.number().describe('with the exit offered'),
  baseline: z.number(),
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  conclusion: z.enum(['interval', 'cannot conclude']),
});

/** What an offered and unused exit does to replies, one entry for each condition with a baseline beside it. */
export const sideEffectSchema = z.object({
  ...conditionLabelFields,
  baseline: z.string().describe('id of the condition that does not offer the exit'),
  pairs: count.describe('items and epochs with the exit unused and the baseline answered'),
  replies: count.describe('pairs looked at: a sample'),
  items: count,
  clusters: count,
  length: z
    .object({
      offered: z.number(),
      baseline: z.number(),
      ratio: z.number().describe('of geometric means, offered to baseline'),
      low: z.number().nullable().describe('95 % interval for situations like these'),
      high: z.number().nullable(),
    })
    .describe('words of a reply'),
  apart: paired.nullable().describe('1 less the share of common words, between epochs; null with one epoch'),
  distance: z.number().describe('the same between the replies of a pair'),
  refusals: paired.extend({ scorer: z.string(), replies: count }).nullable().describe('share of replies that refuse'),
  mentions: z.number().describe('share of replies that name the exit without taking it'),
  words: z
    .array(z.object({ word: z.string(), offered: z.number(), baseline: z.number() }))
    .describe('words whose shares of replies differ most; described, not tested'),
});
