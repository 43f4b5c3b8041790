import { z } from 'zod';

import type { ContrastResult } from '../analysis/contrast-result.ts';
import { comparedSchema, differenceFields } from './compare/schema.ts';

const count = z.int().min(0);

/** A contrast that a study declared, as the report's JSON has it. */
export const contrastResultSchema = z.object({
  study: z.string(),
  name: z.string(),
  a: z.string().describe('what a side states, in the words of exitpoll compare'),
  b: z.string(),
  on: z.string().nullable().describe('what both share'),
  declaredAt: z.string().describe('when the study was first planned with this very contrast'),
  trialsBefore: count.describe('trials of the conditions it compares that were stored by then; 0: declared before all'),
  studyTrialsBefore: count.describe('trials of all conditions of the study that were stored by then'),
  comparisons: z.array(
    z.object({
      a: comparedSchema,
      b: comparedSchema,
      pairing: z.enum(['items', 'twins', 'none']),
      alsoDiffers: z.array(z.string()).describe('what differs beside what is compared'),
      ...differenceFields,
      pAdjusted: z.number().nullable().describe('by Holm, for all contrasts of the study as one family'),
      complete: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<ContrastResult>;
