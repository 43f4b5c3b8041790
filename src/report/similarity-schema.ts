import { z } from 'zod';

import { methodNames, orders } from '../conversation/exit.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();
const wayFields = {
  method: z.enum(methodNames),
  order: z.enum(orders).nullable(),
  readout: z.enum(['sampled', 'logprobs']),
};

const coefficientFields = {
  value: fraction,
  low: fraction.describe('95 % interval, clusters drawn with replacement'),
  high: fraction,
  p: fraction.describe('two-sided, of no association, clusters of as many items exchanged'),
  reason: z.string().nullable().describe('why something is null'),
};
const coefficient = z.object(coefficientFields);
const sizes = { items: count, draws: count, clusters: count };

/** Agreement between ways of offering the exit, in the report's JSON. */
export const agreementSchema = z
  .object({
    permutations: count.describe('orders drawn for each p: fewer where very much is compared'),
    bootstrapDraws: count,
    groups: z.array(
      z.object({
        study: z.string(),
        model: z.string(),
        simulated: z.boolean(),
        dataset: z.string(),
        ways: z.array(
          z.object({
            condition: z.string().describe('id of a condition'),
            ...wayFields,
            wording: z.string().nullable(),
          }),
        ),
        alpha: z
          .object({ ...coefficientFields, ...sizes })
          .nullable()
          .describe('Krippendorff’s alpha over the draws answered in all ways; null for two ways'),
        pairs: z.array(
          z.object({
            a: z.string().describe('id of a condition'),
            b: z.string().describe('id of a condition'),
            ...sizes,
            same: fraction.describe('share of draws in which both left or both stayed'),
            kappa: coefficient.describe('Cohen’s, over draws'),
            correlation: coefficient.describe(
              'Pearson’s, of the items’ bail rates, each over the draws that way answered',
            ),
            cosine: coefficient,
          }),
        ),
      }),
    ),
  })
  .describe('how far ways of offering the exit find the same items worth leaving');

const matrix = z.array(z.array(fraction));

/** Similarity of models, in the report's JSON. */
export const similaritySchema = z
  .array(
    z.object({
      study: z.string(),
      dataset: z.string(),
      ...wayFields,
      models: z
        .array(z.object({ model: z.string(), simulated: z.boolean(), condition: z.string() }))
        .describe('rows and columns of the matrices, like beside like'),
      modelsLeft: count.describe('models left out, as there are too many'),
      items: count.describe('the fewest items two of the models have both answered'),
      correlation: matrix.describe('Pearson’s, of the items’ bail rates'),
      cosine: matrix,
      permutations: count.describe('orders drawn for each p of `pairs`'),
      bootstrapDraws: count,
      modelsTested: count.describe(
        'the first models of the study, each two of which are tested; 0 where it would take too long',
      ),
      pairs: z.array(
        z.object({
          a: z.string().describe('id of a condition'),
          b: z.string().describe('id of a condition'),
          items: count.describe('answered by both'),
          clusters: count,
          correlation: coefficient.describe('Pearson’s, of the items’ bail rates; its p is that of the cosine too'),
          cosine: coefficient,
          pAdjusted: fraction.describe('by Holm, for these pairs as one family'),
        }),
      ),
    }),
  )
  .describe('how alike the models’ bail rates are, item by item');
