import { z } from 'zod';

import { methodNames, orders } from '../conversation/exit.ts';

const name = z.string().nullable();

/** The fields of the report's JSON that say which condition an entry is of. */
export const conditionLabelFields = {
  condition: z.string().describe('id of the condition, stable within one store'),
  study: z.string(),
  model: z.string(),
  simulated: z.boolean(),
  dataset: z.string(),
  method: z.enum(methodNames),
  order: z.enum(orders).nullable().describe('null but for the bail prompt'),
  readout: z.enum(['sampled', 'logprobs']).describe('answers were drawn, or their probabilities read'),
  wording: name.describe('null for the baseline'),
  leadIn: name,
  historyAuthor: z.string().describe('who wrote the earlier turns: dataset, self, or another model'),
  replyAuthor: z.string().describe('who wrote the reply that is asked about: self, dataset, or another model'),
};

const { condition: _, ...withoutId } = conditionLabelFields;

/** The same without the id, where an entry has ids of its own. */
export const armLabelFields = withoutId;
