import { z } from 'zod';

import { auditLabels } from '../conversation/audit-label.ts';
import { conditionLabelFields } from './condition-label-schema.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();

const outcomes = z.object({
  population: count.describe('trials that ended so when the sample was drawn'),
  sampled: count,
  labelled: count,
  labels: z.partialRecord(z.enum(auditLabels), count),
  leaving: fraction.describe('share of the clear ones in which the model chose to leave'),
});

/** One corrected rate of the report's JSON. */
export const auditSchema = z.object({
  ...conditionLabelFields,
  by: z.string().describe('people, or the name of a judge'),
  raters: z.array(z.string()),
  bails: outcomes.describe('what was read of the trials that count as bails'),
  others: outcomes.describe('what was read of the other trials in the denominator of the rate'),
  rate: z.number().describe('as counted'),
  corrected: fraction.describe('rate · PPV + (1 − rate) · (1 − NPV); null where nothing can be said'),
  low: fraction.describe('95 % interval for situations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these items'),
  highFixed: fraction,
  tooFew: z.boolean(),
  bounds: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('the corrected rate if none of the unclear had chosen to leave, and if all had'),
  reason: z.string().nullable().describe('why there is no corrected rate'),
});

const { bails: _bails, others: _others, rate: _rate, ...audited } = auditSchema.shape;

/** One corrected share of conversations of the report's JSON. */
export const conversationAuditSchema = z.object({
  ...audited,
  kinds: z
    .object({
      bail: outcomes.describe('of conversations with a bail, once an epoch'),
      stay: outcomes.describe('of those without one that answered at every turn'),
      open: outcomes.describe('of those without one in which a turn gave no answer'),
    })
    .describe('what was read; population counts conversations'),
  share: z.number().describe('as counted'),
  conversations: count,
  corrected: fraction.describe('sum over the kinds of counted share · share in which the model chose to leave'),
  low: fraction.describe('95 % interval for conversations like these'),
  lowFixed: fraction.describe('95 % interval for exactly these conversations'),
});

/** A corrected rate of replies by another author, times the factor for transcripts. */
export const transportedSchema = z.object({
  condition: z.string().describe('id of the condition of the corrected rate'),
  by: z.string().describe('people, or the name of a judge'),
  factor: z
    .object({
      factor: z.number(),
      low: z.number().describe('95 % interval'),
      high: fraction.describe('null where there is no upper end'),
    })
    .describe('the rate with transcripts of its own over that with transcripts by the other author'),
  rate: z.number().describe('corrected · factor'),
  low: z.number().describe('95 % interval: carries the doubt of both'),
  high: z.number(),
  transported: z.boolean().describe('the factor was measured on other items than these'),
  measuredOn: z.string().nullable().describe('label of the dataset the factor was measured on'),
});
