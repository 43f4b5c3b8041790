import { z } from 'zod';

import { conditionLabelFields } from './condition-label-schema.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();
const label = z.string().nullable();
const bound = z.tuple([z.number(), z.number()]);
const range = bound.nullable();

const shareFields = {
  rate: fraction.describe('a fraction; null where nothing can be said'),
  low: fraction.describe('95 % interval for situations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these items'),
  highFixed: fraction,
  intervalMethod: label,
  intervalMethodFixed: label,
  tooFew: z.boolean().describe('low and high are the wider fallback'),
  tooFewFixed: z.boolean(),
};
const share = z.object(shareFields);

const { condition: _condition, model: _model, simulated: _simulated, ...groupFields } = conditionLabelFields;

const rateFields = {
  ...shareFields,
  rate: fraction.describe('refusals and partial refusals over these and none, a fraction'),
  replies: z
    .object({
      refusal: count,
      partial: count,
      none: count,
      empty: count,
      filtered: count,
      providerRefusal: count.describe('withheld, the stop reason saying that it was refused'),
      failed: count.describe('the scorer failed'),
      unscored: count,
      noReply: count.describe('trials without a reply: pending, skipped or error'),
    })
    .describe('adds up to the trials planned'),
  n: count.describe('replies in the denominator'),
  items: count,
  clusters: count,
  rateFull: fraction.describe('partial refusals counting as none'),
  meanScore: fraction,
  bounds: range.describe('the rate if none of the replies without a readable answer had refused, and if all had'),
};

const rate = z.object({
  ...conditionLabelFields,
  scorer: z.string(),
  version: z.string(),
  ...rateFields,
  categories: z.array(z.object({ category: z.string(), ...rateFields })),
});

const together = z.object({
  ...conditionLabelFields,
  scorer: z.string(),
  version: z.string(),
  basis: z
    .enum(['joint', 'product', 'own-reply'])
    .describe('both in one trial; as if independent within an item; or in the very reply that could leave'),
  refusalsOf: z.string().describe('id of the condition whose replies the refusals are read in'),
  items: count,
  clusters: count,
  n: count,
  bail: share,
  refusal: share,
  noRefusalBail: share,
  refusalBail: share,
  noBailRefusal: share,
  neither: share,
  noText: share.nullable().describe('of own-reply: replies without text that could refuse'),
  noAnswer: fraction.describe('share of the trials that neither left nor stayed; they are in the cells as not left'),
  bounds: z
    .object({ noRefusalBail: bound, refusalBail: bound, noBailRefusal: bound, neither: bound })
    .nullable()
    .describe(
      'of product: what the totals leave possible without independence; else the cells if trials without an answer had left or stayed, and replies without text refused or not: null where there are none',
    ),
  paper: fraction.describe("no-refusal bail by the paper's own rule"),
  conversations: z
    .object({ conversations: count, noRefusalBail: z.number(), paper: z.number() })
    .nullable()
    .describe('where items are turns: shares of conversations'),
});

const bailMinusRefusalFields = {
  bail: fraction.describe('mean over the items that tell both; null where there are none'),
  refusal: fraction,
  difference: fraction.describe('bail minus refusal, paired by item'),
  low: fraction.describe('95 % interval for situations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these items'),
  highFixed: fraction,
  tooFewFixed: z.boolean().describe('lowFixed and highFixed are a wider fallback'),
  items: count,
  clusters: count,
  discordantClusters: count,
  conclusion: z.enum(['interval', 'cannot conclude']),
  p: fraction.describe('two-sided, of no difference'),
};

const bailMinusRefusal = z.object({
  ...conditionLabelFields,
  scorer: z.string(),
  version: z.string(),
  basis: z.enum(['joint', 'product']).describe('as of together'),
  refusalsOf: z.string().describe('id of the condition whose replies the refusals are read in'),
  ...bailMinusRefusalFields,
  categories: z.array(
    z.object({
      category: z.string(),
      ...bailMinusRefusalFields,
      pAdjusted: fraction.describe('by Holm, for the categories of this condition as one family'),
    }),
  ),
});

const difference = z.object({
  ...conditionLabelFields,
  of: z.enum(['refusal', 'bail']),
  scorer: label.describe('null of bails'),
  kind: z.enum(['lead-in', 'altered-from']),
  against: z.string(),
  againstCondition: z.string(),
  rateA: fraction,
  rateB: fraction,
  difference: fraction.describe('a minus b, on the items and epochs answered in both'),
  low: fraction.describe('95 % interval for situations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these items'),
  highFixed: fraction,
  tooFewFixed: z.boolean().describe('lowFixed and highFixed are a wider fallback'),
  items: count,
  clusters: count,
  discordantClusters: count,
  conclusion: z.enum(['interval', 'cannot conclude']),
});

const coefficient = z
  .object({ value: fraction, low: fraction, high: fraction, p: fraction })
  .nullable()
  .describe('null of fewer than four points');

const correlation = z.object({
  ...groupFields,
  scorer: z.string(),
  points: z.array(
    z.object({
      condition: z.string(),
      model: z.string(),
      simulated: z.boolean(),
      refusal: z.number().describe('refusal rate of its baseline replies'),
      bail: z.number(),
    }),
  ),
  pearson: coefficient,
  spearman: coefficient,
  kendall: coefficient,
  distance: coefficient,
});

const testedCoefficient = z.object({
  value: fraction.describe('null where all points are the same in one of them'),
  low: fraction.describe('null too beyond the points that are tested'),
  high: fraction,
  p: fraction,
  pAdjusted: fraction.describe('by Holm, over all that are tested by one scorer as one family'),
});

const categoryCorrelation = z.object({
  ...conditionLabelFields,
  scorer: z.string(),
  refusalsOf: z.string().describe('id of the condition whose replies the refusals are read in'),
  points: z.array(
    z.object({
      category: z.string(),
      refusal: z.number().describe('refusal rate of baseline replies'),
      bail: z.number(),
    }),
  ),
  pearson: testedCoefficient,
  spearman: testedCoefficient,
});

/** What the report's JSON says of refusals. */
export const refusalsSchema = z.object({
  scorers: z.array(z.object({ name: z.string(), version: z.string(), scored: count, failed: count, unscored: count })),
  rates: z.array(rate).describe('refusals among the first replies of a condition'),
  together: z.array(together).describe('bail against refusal, a table of four for each condition'),
  bailMinusRefusal: z.array(bailMinusRefusal).describe('how much more is left than refused, over all and by category'),
  differences: z.array(difference),
  correlations: z.array(correlation).describe('refusal against bail over the models that were run'),
  categoryCorrelations: z
    .array(categoryCorrelation)
    .describe('refusal against bail over the categories of the items of a condition, where there are four or more'),
});
