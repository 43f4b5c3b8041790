import { z } from 'zod';

import type { FactorResult } from '../analysis/factor-result.ts';
import type { IntervalResult } from '../analysis/interval-result.ts';
import { denominators } from '../analysis/readings.ts';
import type { SpecificationCurve } from '../analysis/specification-results.ts';
import { methodNames, orders } from '../conversation/exit.ts';
import { armLabelFields } from './condition-label-schema.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();
const label = z.string().nullable();
const method = z.enum(methodNames);
const readout = z.enum(['sampled', 'logprobs']);

export const specificationCurve = z.object({
  study: z.string(),
  dataset: z.string(),
  method,
  readout,
  leadIn: label,
  models: z.array(
    z.object({
      model: z.string(),
      simulated: z.boolean(),
      condition: label.describe('id of the condition of the first specification'),
      rate: fraction,
      low: fraction.describe('95 % for situations like these, of the first specification'),
      high: fraction,
      least: fraction.describe('over all specifications'),
      most: fraction,
      rank: count.nullable().describe('by the first specification, from 1 for the model that leaves most'),
      bestRank: count.nullable(),
      worstRank: count.nullable(),
    }),
  ),
  specifications: z
    .array(
      z.object({
        scorer: z.enum(['strict', 'paper']),
        denominator: z.enum(denominators),
        order: z.enum(orders).nullable(),
        wording: label,
        rates: z.array(fraction).describe('in the order of models'),
        tau: fraction.describe('Kendall tau-b of the order of models with that of the first specification'),
      }),
    )
    .describe('the first is the one of conditions[].rate'),
  distinct: count.describe('how many specifications differ from all others of the same order and wording'),
}) satisfies z.ZodType<SpecificationCurve>;

const ends = { low: z.number(), high: z.number() };

export const interval = z.object({
  condition: z.string().describe('id of a condition'),
  rate: z.number(),
  wilson: z.object(ends).describe('as if every draw were independent'),
  clopperPearson: z.object(ends).describe('as if every draw were independent'),
  clusterRobust: z
    .object({ ...ends, error: z.number(), designEffect: fraction })
    .nullable()
    .describe('mean of the items with its standard error by cluster'),
  bootstrap: z
    .object({ ...ends, tooFew: z.boolean() })
    .nullable()
    .describe('whole clusters drawn again'),
}) satisfies z.ZodType<IntervalResult>;

const { wording: _, ...factorLabel } = armLabelFields;

export const factor = z.object({
  ...factorLabel,
  factor: z.string(),
  level: z.string().describe('compared with the level of the default wording'),
  wordings: count,
  clusters: count,
  difference: fraction,
  low: fraction,
  high: fraction,
  p: fraction.describe('two-sided, not adjusted'),
  basis: z.enum(['model', 'bound', 'none']),
  reason: label,
}) satisfies z.ZodType<FactorResult>;
