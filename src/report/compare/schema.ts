import { z } from 'zod';

import { adjustments, comparisonVersion, type Comparison } from '../../analysis/compare/comparison.ts';
import { methodNames, orders } from '../../conversation/exit.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();
const label = z.string().nullable();
const both = z.object({ a: count, b: count });

/** A condition that is compared. */
export const comparedSchema = z.object({
  id: z.string().describe('stable within one store'),
  store: label.describe('the store it is in; null for the first'),
  study: z.string(),
  model: z.string(),
  simulated: z.boolean(),
  dataset: z.string(),
  category: label.describe('the only category that is compared; null for all'),
  method: z.enum(methodNames),
  order: z.enum(orders).nullable(),
  readout: z.enum(['sampled', 'logprobs']),
  wording: label,
  leadIn: label,
  historyAuthor: z.string().describe('who wrote the earlier turns: dataset, self, or another model'),
  replyAuthor: z.string().describe('who wrote the reply that is asked about: self, dataset, or another model'),
  epochs: count,
});

/** A difference with all that stands beside it. */
export const differenceFields = {
  rateA: fraction.describe('paired: over items and epochs answered in both; else the rate of A'),
  rateB: fraction,
  difference: fraction.describe('a minus b'),
  low: fraction.describe('95 % interval for situations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these items'),
  highFixed: fraction,
  tooFew: z.boolean().describe('low and high are the wider fallback'),
  tooFewFixed: z.boolean(),
  ratio: fraction.describe('rate of a over rate of b; null where b never bails'),
  ratioLow: fraction,
  ratioHigh: fraction.describe('null where there is no upper end'),
  ratioTooFew: z.boolean().describe('the limits of the ratio are the wider fallback'),
  conclusion: z.enum(['interval', 'cannot conclude']),
  p: fraction.describe('two-sided, of no difference'),
  test: z.enum(['t', 'limits', 'permutation']).nullable().describe('how p was found'),
  pPermutation: fraction.describe('by permutation of whole clusters'),
  pMcNemar: fraction.describe('exact; only for one epoch and clusters of one item'),
  items: both,
  clusters: both,
  trials: both,
  planned: count.nullable().describe('paired: trials planned in both'),
  more: z
    .object({ items: both, clusters: both, trials: both })
    .nullable()
    .describe('paired: how many bail more in a, and in b'),
  discordantClusters: count.nullable().describe('paired: clusters whose mean differs'),
  sharedClusters: count.nullable().describe('unpaired: clusters with items of both'),
};

const categories = z.array(
  z.object({
    category: z.string(),
    ...differenceFields,
    pAdjusted: fraction.describe('for these categories as one family'),
  }),
);

const row = z.object({
  sideA: count.describe('place in sides'),
  sideB: count,
  a: comparedSchema,
  b: comparedSchema,
  pairing: z.enum(['items', 'twins', 'none']),
  alsoDiffers: z.array(z.string()).describe('what differs beside what is compared'),
  ...differenceFields,
  pending: both.describe('trials that have no outcome yet'),
  pAdjusted: fraction.describe('for all rows as one family'),
  categories,
  refusals: z
    .array(
      z.object({
        scorer: z.string(),
        version: z.string(),
        of: z
          .enum(['baseline', 'own-reply'])
          .describe('replies to which no exit is offered; or, where both share these, those that could leave'),
        conditionA: z.string().describe('id of the condition whose replies they are'),
        conditionB: z.string(),
        ...differenceFields,
        pAdjusted: fraction.describe('for all comparisons of refusals, each counted once, as one family'),
        categories,
      }),
    )
    .describe(
      'the difference of refusals, fields as of bails, for every scorer of both; the same in rows that share their baselines',
    ),
  changed: z
    .array(
      z.object({
        item: z.string(),
        itemHash: z.string(),
        cluster: z.string(),
        category: label,
        epochs: count.describe('answered in both'),
        rateA: z.number(),
        rateB: z.number(),
        difference: z.number(),
        trialsA: z.array(count).describe('ids, as in exported trials'),
        trialsB: z.array(count),
      }),
    )
    .describe('the items that changed most, first'),
  changedItems: count.describe('how many changed at all'),
});

/** The JSON of a comparison, field by field, in the order the fields are written. */
export const comparisonSchema = z.object({
  schema: z.literal('exitpoll-comparison'),
  version: z.literal(comparisonVersion),
  exitpoll: z.string().describe('version of Exitpoll that wrote this'),
  createdAt: z.string().describe('ISO 8601 UTC'),
  scorers: z.object({ strict: count, paper: count }),
  sides: z.array(
    z.object({
      text: z.string(),
      side: z.record(z.string(), z.string()),
      store: label,
      conditions: count,
    }),
  ),
  compared: z.array(z.string()).describe('what the rows compare'),
  adjustment: z.enum(adjustments),
  rows: z.array(row),
  leftOut: z.array(z.object({ side: count, condition: comparedSchema, reason: z.string() })),
  warnings: z.array(z.string()),
}) satisfies z.ZodType<Comparison>;

/** The same as JSON Schema (2020-12); fields may be added within version 1. */
export function comparisonJsonSchema(): string {
  const schema = z.toJSONSchema(comparisonSchema, { io: 'input' });
  return `${JSON.stringify({ title: 'Exitpoll comparison', ...schema }, null, 2)}\n`;
}
