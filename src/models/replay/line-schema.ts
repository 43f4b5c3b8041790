import { z } from 'zod';

import { methodNames, orders } from '../../conversation/exit.ts';
import { leastLogProbability, type Reply } from '../../conversation/reply.ts';

const toolCallSchema = z.strictObject({
  id: z.string().nullable().default(null),
  name: z.string(),
  /** JSON text as the model wrote it, or the arguments themselves. */
  arguments: z.union([z.string(), z.record(z.string(), z.json())]).default('{}'),
});

const replySchema = z.strictObject({
  text: z.string().default(''),
  reasoning: z.string().nullable().default(null),
  toolCalls: z.array(toolCallSchema).default([]),
  /** `other` unless said: nobody knows then whether it was cut off. */
  finish: z.enum(['stop', 'length', 'tool-calls', 'filtered', 'stopped', 'other']).optional(),
  finishRaw: z.string().nullable().default(null),
  usage: z
    .strictObject({
      promptTokens: z.int().min(0),
      completionTokens: z.int().min(0),
      cachedTokens: z.int().min(0).optional(),
      estimated: z.literal(true).optional(),
    })
    .nullable()
    .default(null),
  /** Which model wrote it. */
  model: z.string().nullable().default(null),
  fingerprint: z.string().nullable().default(null),
  readout: z
    .strictObject({
      texts: z
        .array(
          z.strictObject({
            text: z.string(),
            /** JSON has no word for an impossible text but `null`. */
            logProbability: z
              .number()
              .max(0)
              .nullable()
              .transform((value) => value ?? leastLogProbability),
          }),
        )
        .min(2),
      precision: z.enum(['exact', 'top', 'first-token']),
      calls: z.int().min(1).default(1),
    })
    .optional(),
});

const hashPattern = /^[0-9a-f]{64}$/;

/** One reply in a file of replies, and what it is the reply to. */
export const replayLineSchema = z
  .strictObject({
    /** Names the request itself. */
    requestHash: z.string().regex(hashPattern, { error: 'expected 64 lower-case hex digits' }).optional(),
    /** Name or hash of the item. */
    item: z.string().min(1).nullable().optional(),
    /** Goes before `item`, which may be a name that several datasets use. */
    itemHash: z.string().regex(hashPattern, { error: 'expected 64 lower-case hex digits' }).nullable().optional(),
    method: z.enum(methodNames).optional(),
    order: z.enum(orders).nullable().optional(),
    /** `default` unless said. */
    wording: z.string().min(1).nullable().optional(),
    /** None unless said. */
    leadIn: z.string().min(1).nullable().optional(),
    epoch: z.int().min(1).default(1),
    /** Who wrote the turns before it, and the reply that is asked about: `dataset` and `self` unless said. */
    historyAuthor: z.enum(['dataset', 'self']).optional(),
    replyAuthor: z.enum(['self', 'dataset']).optional(),
    /** Of an earlier assistant turn of a history of its own: which user turn of the item it answers, from 1. */
    turn: z.int().min(1).optional(),
    step: z.enum(['lead-in', 'reply', 'answer']).optional(),
    /** A reply that is a text and nothing else. */
    text: z.string().optional(),
    reply: replySchema.optional(),
    /** What was asked, and of which of a study's models, for whoever answers it; not read. */
    request: z.unknown().optional(),
    model: z.string().optional(),
  })
  .superRefine((line, context) => {
    const wrong = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if ((line.text === undefined) === (line.reply === undefined)) wrong('reply', 'expected either text or reply');
    // The names beside it then only say what it is about.
    if (line.requestHash !== undefined) return;
    if (line.step === 'lead-in') {
      if (line.leadIn == null) wrong('leadIn', 'is missing: whose reply is it?');
      return;
    }
    if (line.item == null && line.itemHash == null)
      wrong('item', 'is missing; expected the name or the hash of an item, or a requestHash');
    if (line.method === undefined) wrong('method', `is missing; expected ${methodNames.join(', ')}`);
    if (line.turn !== undefined && line.method !== 'baseline')
      wrong('turn', 'an earlier turn is written without an exit, so its method is baseline');
    if (line.replyAuthor !== undefined && line.step !== 'answer')
      wrong('replyAuthor', 'only an answer is about a reply');
    if (line.method === 'bail-prompt') {
      if (line.step === undefined)
        wrong('step', 'is missing; expected reply, or answer to the question asked after it');
      if (line.step === 'answer' && line.order == null) wrong('order', `is missing; expected ${orders.join(' or ')}`);
      return;
    }
    if (line.step === 'answer' && line.method !== 'bail-tool')
      wrong('step', 'only bail-prompt has an answer, and bail-tool where a warning comes first');
    if (line.order != null) wrong('order', 'only bail-prompt has orders');
    if (line.method === 'baseline' && line.wording != null) wrong('wording', 'the baseline has no wording');
  });
export type ReplayLine = z.output<typeof replayLineSchema>;

/** The first line, where it holds no reply: what is said of all of them. */
export const replayHeaderSchema = z.strictObject({
  /** The model that wrote the replies: its name in the results' keys. */
  model: z.string().min(1),
});
export type ReplayHeader = z.output<typeof replayHeaderSchema>;

/** The reply of a line, as any model would give it. */
export function replyOf(line: ReplayLine): Reply {
  const { text, toolCalls, finish, model, readout, usage, ...rest } =
    line.reply ?? replySchema.parse({ text: line.text });
  return {
    ...rest,
    text,
    toolCalls: toolCalls.map((call) => ({
      ...call,
      arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    })),
    finish: finish ?? (toolCalls.length > 0 ? 'tool-calls' : 'other'),
    usage:
      usage === null
        ? null
        : {
            promptTokens: usage.promptTokens,
            completionTokens: usage.completionTokens,
            ...(usage.cachedTokens === undefined ? {} : { cachedTokens: usage.cachedTokens }),
          },
    servedModel: model,
    ...(readout === undefined ? {} : { readout }),
  };
}
