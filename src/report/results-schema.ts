import { z } from 'zod';

import { markKinds, resultsVersion } from '../analysis/results.ts';
import { methodNames, orders } from '../conversation/exit.ts';
import { followUpsSchema } from './follow-ups-schema.ts';
import { contrastResultSchema } from './results-schema-contrasts.ts';
import { factor, interval, specificationCurve } from './specifications-schema.ts';
import { refusalsSchema } from './refusals-schema.ts';
import { auditSchema, conversationAuditSchema, transportedSchema } from './audit-schema.ts';
import type { ReportResults } from './report-results.ts';
import { conversationSchema } from './results-schema-conversations.ts';
import { agreementSchema, similaritySchema } from './similarity-schema.ts';
import { crisisSchema, journalSchema, sideEffectSchema } from './results-schema-effects.ts';
import { armLabelFields, conditionLabelFields } from './condition-label-schema.ts';

const count = z.int().min(0);
const fraction = z.number().nullable();
const method = z.enum(methodNames);
const order = z.enum(orders).nullable().describe('null but for the bail prompt');
const label = z.string().nullable();

const outcomeCounts = z
  .object({
    bail: count,
    continue: count,
    unparsed: count,
    truncated: count,
    filtered: count,
    skipped: count,
    error: count,
    pending: count.describe('planned, without an outcome yet'),
  })
  .describe('how many planned trials ended how; adds up to planned');

const rateFields = {
  planned: count.describe('trials planned, whatever became of them'),
  outcomes: outcomeCounts,
  outcomesPaper: outcomeCounts,
  n: count.describe('trials in the denominator of rate'),
  items: count.describe('items with at least one such trial'),
  clusters: count.describe('clusters with at least one such item'),
  rate: fraction.describe('bail rate by the strict scorer, a fraction; null where nothing can be said'),
  ratePaper: fraction.describe('bail rate by the paper scorer, filtered in the denominator'),
  low: fraction.describe('95 % interval for situations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these items'),
  highFixed: fraction,
  intervalMethod: z.string().nullable(),
  intervalMethodFixed: z.string().nullable(),
  tooFew: z.boolean().describe('low and high are the wider fallback'),
  tooFewFixed: z.boolean(),
  noAnswer: fraction.describe('share of planned, not skipped trials that are neither bail nor continue'),
  bounds: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('the rate if all unanswered trials had stayed, and if all had left'),
};

const stopping = z
  .object({
    halfWidth: z.number().describe('half of the length the interval must come down to'),
    minEpochs: count,
    mostEpochs: count,
    wholeEpochs: count.describe('epochs in which every item has its outcome'),
    stopped: z.boolean().describe('the rule has ended the condition, after wholeEpochs'),
    notNeeded: count.describe('trials of the epochs left out: not among planned'),
    low: fraction.describe('holds the rate of exactly these items after every epoch at once, 95 %'),
    high: fraction,
  })
  .nullable();

const condition = z.object({
  id: z.string().describe('stable within one store'),
  ...armLabelFields,
  epochs: count.describe('those that count; with a stopping rule, the most there may be until it is met'),
  stopping: stopping.describe('null without a stopping rule'),
  unsupported: label.describe('why the model cannot do the method; such a condition has no trials and no rate'),
  complete: z.boolean(),
  ...rateFields,
  neither: fraction.describe('of a readout: mean probability on neither answer'),
  flags: z.record(z.string(), count),
  neutral: z.object({ rate: z.number(), low: z.number(), high: z.number(), n: count }).nullable(),
  categories: z.array(z.object({ category: z.string(), ...rateFields })),
  servedModels: z.array(z.string()),
  marks: z
    .array(
      z.object({
        kind: z.enum(markKinds),
        text: z.string().describe('one sentence with the figures it rests on'),
      }),
    )
    .describe('what a reader must know of this model and method before reading the rate'),
  published: z
    .object({
      rate: z.number(),
      halfWidth: fraction.describe('half the published interval, which took all samples as independent'),
      label: z.string().describe('the model in the published table'),
      figure: label,
    })
    .optional()
    .describe('with --overlay: the published rate to compare ratePaper with'),
});

const pair = z.object({
  kind: z.enum(['order', 'placebo', 'excess', 'wording', 'lead-in', 'reply-author', 'history-author']),
  against: z.string().describe('what b is'),
  ...armLabelFields,
  a: z.string().describe('id of a condition'),
  b: z.string().describe('id of a condition'),
  role: z.enum(['primary', 'exploratory']).describe('primary where a declared contrast compares the same two'),
  rateA: fraction,
  rateB: fraction,
  difference: fraction.describe('a minus b'),
  low: fraction.describe('95 % interval for situations like these'),
  high: fraction,
  lowFixed: fraction.describe('95 % interval for exactly these items'),
  highFixed: fraction,
  tooFewFixed: z.boolean().describe('lowFixed and highFixed are a wider fallback'),
  items: count,
  clusters: count,
  discordantClusters: count,
  conclusion: z.enum(['interval', 'cannot conclude']),
  factor: z
    .object({
      ratio: fraction,
      low: z.number(),
      high: fraction.describe('null where there is no upper end'),
      conclusion: z.enum(['interval', 'cannot conclude']),
    })
    .optional()
    .describe('of authors: the rate of a over that of b'),
});

const situation = z.object({
  ...conditionLabelFields,
  category: label,
  situation: z.string(),
  items: count.describe('items answered, in the same epochs, with their twins'),
  rate: z.number(),
  twinRate: z.number(),
  excess: z.number().describe('rate minus twinRate'),
});

const quantileFields = { p50: z.number(), p90: z.number(), p99: z.number() };
const quantiles = z.object(quantileFields);

const length = z.object({
  model: z.string(),
  simulated: z.boolean(),
  method,
  step: z.enum(['reply', 'answer']).describe('the reply to the conversation, or the answer to the bail prompt'),
  replies: count.describe('replies looked at: a sample'),
  tokens: z.object({ mean: z.number(), ...quantileFields }).describe('written in a reply, reasoning included'),
  hitLimit: z.number().describe('share that ran into the token limit'),
  stopped: z.number().describe('share that was cut short once it was settled'),
  bailAt: z
    .object({ replies: count, characters: quantiles, tokens: quantiles })
    .nullable()
    .describe('where the exit ends in replies that take it'),
  after: z
    .object({ bails: fraction, answers: fraction, all: fraction })
    .nullable()
    .describe('share of the tokens that come after the outcome was settled'),
});

const overlay = z
  .object({
    source: z.string(),
    dataset: z.string().describe('label of the dataset that was compared'),
    matched: z.array(z.string()).describe('models with a published rate'),
    unmatched: z.array(z.string()),
    ambiguous: z.array(z.string()).describe('models that several published ones with different rates fit'),
    conditions: count.describe('conditions with a published rate'),
  })
  .optional();

const study = z.object({
  name: z.string(),
  revision: z.string(),
  plannedAt: z.string(),
  settings: z.unknown(),
  datasets: z.array(z.object({ label: z.string(), items: count, clusters: count, merged: count })),
  texts: z.array(
    z.object({
      method,
      order,
      wording: label,
      instructions: label,
      tools: z.array(z.object({ name: z.string(), description: z.string() })),
      question: label,
    }),
  ),
});

/** The report's JSON, field by field, in the order the fields are written. */
export const resultsSchema = z.object({
  schema: z.literal('exitpoll-results'),
  version: z.literal(resultsVersion),
  exitpoll: z.string().describe('version of Exitpoll that wrote this'),
  createdAt: z.string().describe('ISO 8601 UTC'),
  scorers: z.object({ strict: count, paper: count }),
  conditions: z.array(condition),
  contrasts: z.array(contrastResultSchema).describe('what the studies declared before their runs'),
  pairs: z.array(pair),
  situations: z.array(situation),
  agreement: agreementSchema,
  similarity: similaritySchema,
  intervals: z.array(interval).describe('with --intervals: the rates with other intervals'),
  specifications: z.array(specificationCurve).describe('how rates and ranks move with choices of the analysis'),
  factors: z.array(factor).describe('effects of the factors of factorial wordings'),
  lengths: z.array(length).describe('how long replies are, and where exits come in them'),
  refusals: refusalsSchema,
  conversations: z.array(conversationSchema).describe('whole conversations, where every user turn is an item'),
  audits: z.array(auditSchema).describe('rates freed of misreadings, by what people or judges say of a sample'),
  conversationAudits: z
    .array(conversationAuditSchema)
    .describe('shares of conversations freed of misreadings, by what is said of a sample of whole conversations'),
  transported: z
    .array(transportedSchema)
    .describe('corrected rates of replies by another author: what they would be with the model’s own'),
  followUps: followUpsSchema,
  crisis: z.array(crisisSchema).describe('items of the dataset crisis on which an exit was taken'),
  journals: z.array(journalSchema).describe('words beside the answers, where these are invited'),
  sideEffects: z.array(sideEffectSchema).describe('what an exit that is offered and not taken does to replies'),
  studies: z.array(study),
  usage: z.object({ generations: count, failedAttempts: count, promptTokens: count, completionTokens: count }),
  warnings: z.array(z.string()),
  overlay,
}) satisfies z.ZodType<ReportResults>;

/** The same as JSON Schema (2020-12), for readers in other languages; fields may be added within version 1. */
export function resultsJsonSchema(): string {
  const schema = z.toJSONSchema(resultsSchema, { io: 'input' });
  return `${JSON.stringify({ title: 'Exitpoll results', ...schema }, null, 2)}\n`;
}
