import { z } from 'zod';

import { methodNames, orders } from '../../conversation/exit.ts';
import { authorKinds } from '../model.ts';

const probability = z.number().min(0).max(1);

/** What happens to a call, tried in this order; each is the chance given that nothing before it happened. */
export const chanceNames = [
  'error',
  'filtered',
  'truncated',
  'nonsense',
  'misread',
  'missed',
  'bail',
  'refusal',
] as const;
export type ChanceName = (typeof chanceNames)[number];

/** The chances, fractions from 0 to 1. docs/sim.md says what each does. */
export type Chances = { readonly [name in ChanceName]: number };

const chanceFields = {
  bail: probability.optional(),
  refusal: probability.optional(),
  nonsense: probability.optional(),
  misread: probability.optional(),
  missed: probability.optional(),
  filtered: probability.optional(),
  truncated: probability.optional(),
  error: probability.optional(),
};

/** How a reply is written once it is decided; each a chance, and nothing the outcome depends on. */
export const mannerNames = ['journal', 'terse'] as const;
export type MannerName = (typeof mannerNames)[number];

const mannerFields = {
  /** Words beside the answer to the bail prompt, where its question invites them. */
  journal: probability.optional(),
  /** A plain reply of one sentence. */
  terse: probability.optional(),
};

// Names in data often look like numbers, and YAML reads them as such.
const name = z.union([z.string(), z.number()]).transform(String);
const oneOrMore = <Schema extends z.ZodType>(schema: Schema): z.ZodUnion<[Schema, z.ZodArray<Schema>]> =>
  z.union([schema, z.array(schema).min(1)]);

const turn = z.int().min(1);
const turnRange = z.strictObject({ from: turn.optional(), to: turn.optional() });

const whereSchema = z.strictObject({
  category: oneOrMore(z.union([name, z.null()])).optional(),
  cluster: oneOrMore(name).optional(),
  item: oneOrMore(name).optional(),
  itemName: oneOrMore(name).optional(),
  method: oneOrMore(z.enum(methodNames)).optional(),
  order: oneOrMore(z.enum(orders)).optional(),
  wording: oneOrMore(name).optional(),
  /** `none` for trials without one. */
  leadIn: oneOrMore(name).optional(),
  /** Whether the item is a benign twin. */
  twin: z.boolean().optional(),
  step: z.enum(['reply', 'answer', 'confirm', 'why', 'others']).optional(),
  /** Who wrote the earlier turns (the dataset, as a rule) and the reply that is asked about (the respondent itself). */
  historyAuthor: oneOrMore(z.enum(authorKinds)).optional(),
  replyAuthor: oneOrMore(z.enum(authorKinds)).optional(),
  /** What is asked after a bail, by its name. */
  followUp: oneOrMore(name).optional(),
  turn: z.union([turn, turnRange, z.array(turn).min(1)]).optional(),
});
export type SimWhere = z.output<typeof whereSchema>;

/** Parameters of a simulated respondent, as written in its file. */
export const simSchema = z.strictObject({
  name: z.string().min(1).optional(),
  seed: z.int().min(0).default(1),
  tools: z.boolean().default(true),
  ...chanceFields,
  ...mannerFields,
  spread: z
    .strictObject({ cluster: probability.default(0), item: probability.default(0) })
    .default({ cluster: 0, item: 0 }),
  rules: z.array(z.strictObject({ where: whereSchema, ...chanceFields, ...mannerFields })).default([]),
});
export type SimParameters = z.output<typeof simSchema>;
