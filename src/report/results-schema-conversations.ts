import { z } from 'zod';

import { conditionLabelFields } from './condition-label-schema.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();

const given = z.object({
  rate: z.number(),
  low: z.number().describe('95 % interval for situations like these'),
  high: z.number(),
  tooFew: z.boolean().describe('low and high are the wider fallback'),
});
const estimate = given.nullable();

/** What is said of whole conversations, one entry a condition. */
export const conversationSchema = z.object({
  ...conditionLabelFields,
  conversations: count.describe('with an epoch all of whose turns have an outcome'),
  clusters: count,
  counted: count.describe('conversations, once an epoch'),
  leftOut: count.describe('conversations, once an epoch, with a turn pending or failed, or all of them skipped'),
  share: fraction.describe('share of conversations with at least one bail'),
  low: fraction.describe('95 % interval for conversations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these conversations'),
  highFixed: fraction,
  tooFew: z.boolean(),
  tooFewFixed: z.boolean(),
  open: fraction.describe('share without a bail but with an unanswered turn'),
  bounds: z.tuple([z.number(), z.number()]).nullable().describe('the share if none of those had left, and if all had'),
  turns: z.array(
    z.object({
      turn: count.describe('which user turn, from 1'),
      atRisk: count.describe('answered here after staying at every turn before, without a gap'),
      exits: count.describe('first exits: those of them that leave here'),
      hazard: estimate.describe('exits / atRisk'),
      survival: estimate.describe('product of 1 - hazard so far'),
      answered: count.describe('answered here, whatever came before'),
      unconditional: estimate.describe('bail rate among those'),
    }),
  ),
  lengths: z
    .array(
      z.object({
        from: count,
        to: count.nullable(),
        conversations: count,
        share: given,
        firstBail: z.number().nullable().describe('mean user turn of the first bail'),
      }),
    )
    .describe('by how many user turns a conversation has'),
});
