import { z } from 'zod';

import { orders } from '../conversation/exit.ts';
import { outcomes } from '../conversation/outcome.ts';
import { conditionLabelFields } from './condition-label-schema.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();

const counts = z.object(
  Object.fromEntries([...outcomes, 'pending' as const].map((name) => [name, count])) as {
    [name in (typeof outcomes)[number] | 'pending']: typeof count;
  },
);

/** Of the report's JSON: what was asked after bails. */
export const followUpsSchema = z
  .array(
    z.object({
      ...conditionLabelFields,
      kind: z.enum(['confirm', 'interview']),
      followUp: z.string().describe('what the study calls it'),
      answerOrder: z.enum(orders).describe('of the two answers to its question'),
      draws: count.describe('independent draws for each bail'),
      bails: count,
      planned: count.describe('bails times draws'),
      outcomes: counts.describe(
        'bail: stands by leaving, or would not go on with other users; continue: takes it back, or would; adds up to planned',
      ),
      withoutBail: count.describe('stored ones beside these whose trial is no bail by the present scorer'),
      n: count,
      items: count,
      clusters: count,
      rate: fraction.describe('share of bail among bail, continue, unparsed and truncated, averaged over items'),
      low: fraction.describe('95 % interval, clusters being random'),
      high: fraction,
      tooFew: z.boolean(),
      lowFixed: fraction.describe('95 % interval, only the draws being random'),
      highFixed: fraction,
      tooFewFixed: z.boolean(),
      consistency: z
        .object({
          bails: count.describe('bails with at least two answers'),
          agreement: z.number().describe('chance that two draws after one bail agree'),
          alpha: fraction.describe('Krippendorff’s alpha; null where all answers are alike'),
        })
        .nullable(),
    }),
  )
  .describe('what models said after a bail');
