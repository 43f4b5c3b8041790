import { z } from 'zod';

import { methodNames, orders } from '../conversation/exit.ts';
import { datasetSpecSchema } from '../datasets/dataset-spec.ts';
import { datasetNames } from '../datasets/registry.ts';
import { languageChoices } from '../wordings/languages/index.ts';
import { checkContrasts, contrastSchema } from './contrasts-schema.ts';
import { checkModelMethods } from './model-methods.ts';
import { authorsSchema } from './authors-schema.ts';
import { followUpEntrySchema } from './follow-ups-schema.ts';
import { wordingListSchema, type WordingEntry } from './wordings-schema.ts';
import { samplingSchema } from './sampling-schema.ts';
import { mostEpochs } from '../conversation/most-epochs.ts';

/** What a user allows one endpoint; what is left out, the run finds out by itself. */
const endpointLimits = {
  /** The most calls in flight. */
  concurrency: z.int().min(1).max(100_000).optional(),
  requestsPerMinute: z.number().gt(0).optional(),
  /** Prompt and reply together. */
  tokensPerMinute: z.number().gt(0).optional(),
};

/** US dollars a million tokens. */
export const priceSchema = z.strictObject({
  input: z.number().min(0),
  output: z.number().min(0),
  /** Of prompt tokens the endpoint took from its cache; as `input` unless given. */
  cachedInput: z.number().min(0).optional(),
});

const inStudy = {
  /** Which of the study's methods it is asked by; all unless given. No part of what it is. */
  methods: z.array(z.enum(methodNames)).min(1).optional(),
  /** What results call the model of this study that it was made from: the two are then compared. No part of what it is. */
  alteredFrom: z.string().min(1).optional(),
};

const modelReference = z.string().regex(/^[a-z][a-z-]*:.+$/, {
  error: 'expected a model such as local:smollm2-135m-instruct, sim:even or openai:NAME',
});

/** A model by its reference, with what a study wants of it. */
export const namedModelSchema = z.strictObject({
  use: modelReference,
  /** What results call it; the reference unless given. */
  name: z.string().min(1).optional(),
  ...inStudy,
  ...endpointLimits,
  price: priceSchema.optional(),
});
export type NamedModel = z.infer<typeof namedModelSchema>;

/** A model behind an endpoint of the user's own. */
export const endpointModelSchema = z.strictObject({
  /** What results call it; the served name unless given. */
  name: z.string().min(1).optional(),
  ...inStudy,
  ...endpointLimits,
  /** The wire format; OpenAI's chat completions unless given. */
  protocol: z.enum(['openai', 'anthropic']).optional(),
  /** What software serves it, as far as it differs from OpenAI's: `exitpoll models servers` lists them. */
  server: z.string().min(1).optional(),
  /** Whether replies are streamed always; else only where that lets one be cut short. */
  stream: z.boolean().optional(),
  /** Passed on to reasoning models. */
  reasoningEffort: z.string().min(1).optional(),
  /** Where chat completions live: usually ends in /v1. */
  baseUrl: z.string().min(1),
  /** The name the endpoint serves it under. */
  model: z.string().min(1),
  /** Which weights or release: part of what the model is. */
  revision: z.string().min(1).optional(),
  quantisation: z.string().min(1).optional(),
  /** Whether it can be offered tools; found out by asking unless said. */
  tools: z.boolean().optional(),
  contextTokens: z.int().min(1).optional(),
  /** The system prompt its chat template puts in when it is given none. */
  templateSystem: z.string().optional(),
  systemRole: z.enum(['system', 'developer', 'none']).optional(),
  maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
  /** Whether the endpoint takes a `seed`. */
  seed: z.boolean().optional(),
  /** Further fields of the request body, such as `reasoning_effort`. */
  extraBody: z.record(z.string(), z.json()).optional(),
  /** US dollars a million tokens, for the cost that `exitpoll plan` shows. */
  price: priceSchema.optional(),
});
export type EndpointModel = z.infer<typeof endpointModelSchema>;

/** A method by its name, or with the orders to ask it in. */
const methodEntrySchema = z.union([
  z.enum(methodNames),
  z.strictObject({
    method: z.enum(methodNames),
    /** For the bail prompt: which orders; both unless said. */
    orders: z.array(z.enum(orders)).min(1).optional(),
    /** For the bail prompt: `logprobs` reads the probabilities of both answers, in place of drawing one. */
    readout: z.enum(['sampled', 'logprobs']).optional(),
    /** Wordings for this method alone, in place of the study's. */
    wordings: wordingListSchema.optional(),
  }),
]);

/** A method with what is said of it. */
export type MethodEntry = Exclude<z.infer<typeof methodEntrySchema>, string>;

const replyStopSchema = z.enum(['whole', 'early']);

/** When conditions end: a condition gets whole epochs until its rate is known well enough, or `epochs` are over. */
export const stoppingSchema = z.strictObject({
  /** Of the interval that holds for exactly these items however often one looks: half of its length, as a fraction. */
  halfWidth: z.number().gt(0).lt(0.5),
  /** Not before so many epochs. */
  minEpochs: z.int().min(1).default(1),
  /** What `stop` says of replies where it is a word. */
  replies: replyStopSchema.default('whole'),
});

/** A dataset by its name alone. */
const datasetNameOnly = z
  .enum(datasetNames)
  .transform((name): z.input<typeof datasetSpecSchema> => ({ name }))
  .pipe(datasetSpecSchema);

const refusalScorer = z.string().regex(/^(?:lexicon|(?:judge|hf|endpoint):.+)$/s, {
  error: 'expected lexicon, judge:MODEL, judge:URL#MODEL, hf:MODEL or endpoint:URL',
});

/** A study: what is asked, of whom, how often. The one schema for YAML files, TypeScript files and programs. */
export const studySchema = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, {
      error: 'expected letters, digits, dots, dashes or underscores, at most 80',
    }),
    description: z.string().optional(),
    models: z.array(z.union([modelReference, namedModelSchema, endpointModelSchema])).min(1),
    datasets: z.array(z.union([datasetNameOnly, datasetSpecSchema])).min(1),
    methods: z.array(methodEntrySchema).min(1),
    /** Built-in wordings by name or by factors, pack files, or `pack.yaml#name`. */
    wordings: wordingListSchema.default(['default']),
    /** Of the built-in wordings; `conversation` is that of the item's `lang:` tag, English where it has none of ours. */
    language: z.enum(languageChoices).default('en'),
    /** What is put before every item: `none`, built-in lead-ins, pack files, or `pack.yaml#name`. */
    leadIns: z.array(z.string().min(1)).min(1).default(['none']),
    /** Independent draws of every trial; with a stopping rule, the most there may be. */
    epochs: z.int().min(1).max(mostEpochs).default(1),
    sampling: samplingSchema.prefault({}),
    /** System prompt of conversations that bring none. */
    system: z.string().nullable().default(null),
    /**
     * When replies end: `early` cuts them short once they cannot change the outcome, `whole` never does (part of every
     * arm). Or an object that says when conditions end too.
     */
    stop: z.union([replyStopSchema, stoppingSchema]).default('whole'),
    /** Who wrote the earlier assistant turns, each an axis: `dataset` unless said, `self`, or a model of the study. */
    historyAuthor: authorsSchema.optional(),
    /** Who wrote the reply the bail prompt asks about: `self` unless said, `dataset`, or a model of the study. */
    replyAuthor: authorsSchema.optional(),
    /** What is asked after every bail: `confirm`, `interview`. Left out, nothing is. */
    followUps: z.array(followUpEntrySchema).min(1).optional(),
    /** Another name gives a replication fresh draws. */
    series: z.string().min(1).default('main'),
    /** Comparisons declared before the run: reported first, corrected as one family. All others are exploratory. */
    contrasts: z.array(contrastSchema).min(1).max(1_000).optional(),
    /** What scores replies for refusals, `[]` for none; unless said as `refusalScorers` has it. No part of any arm. */
    refusals: z.array(refusalScorer).optional(),
    limits: z
      .strictObject({
        /** For one call, until its whole reply is there. */
        timeoutSeconds: z.number().gt(0).max(86_400).default(120),
        /** Tries of one call, the first included. */
        attempts: z.int().min(1).max(100).default(5),
      })
      .prefault({}),
  })
  .superRefine((study, context) => {
    noneTwice(
      // Drawn answers and a readout of their probabilities are two conditions.
      study.methods.map((entry) =>
        typeof entry === 'string' ? entry : `${entry.method}${entry.readout === 'logprobs' ? ' by logprobs' : ''}`,
      ),
      'methods',
      context,
    );
    noneTwice(study.models.map(modelLabel), 'models', context);
    study.models.forEach((entry, index) => {
      const own = typeof entry === 'string' ? [] : (entry.methods ?? []);
      noneTwice(own, 'models', context, [index, 'methods']);
      checkModelMethods(own, study.methods, ({ at, message }) =>
        context.addIssue({ code: 'custom', path: ['models', index, 'methods', at], message }),
      );
      const from = typeof entry === 'string' ? undefined : entry.alteredFrom;
      const others = study.models.filter((one) => one !== entry).map(modelLabel);
      if (from === undefined || others.includes(from)) return;
      const message = `no other model of this study is called "${from}"`;
      context.addIssue({ code: 'custom', path: ['models', index, 'alteredFrom'], message });
    });
    noneTwice(study.wordings.map(entryText), 'wordings', context);
    noneTwice(study.leadIns, 'leadIns', context);
    noneTwice(study.historyAuthor ?? [], 'historyAuthor', context);
    noneTwice(study.replyAuthor ?? [], 'replyAuthor', context);
    checkStopping(study, context);
    checkContrasts(study.contrasts ?? [], contrastNames(study), (path, message) =>
      context.addIssue({ code: 'custom', path: ['contrasts', ...path], message }),
    );
    noneTwice(study.refusals ?? [], 'refusals', context);
    study.methods.forEach((entry, index) => {
      if (typeof entry === 'string') return;
      if (entry.orders !== undefined && entry.method !== 'bail-prompt') {
        context.addIssue({
          code: 'custom',
          path: ['methods', index, 'orders'],
          message: 'only bail-prompt has orders',
        });
      }
      if (entry.readout !== undefined && entry.method !== 'bail-prompt') {
        context.addIssue({
          code: 'custom',
          path: ['methods', index, 'readout'],
          message: 'only bail-prompt has answers whose probabilities can be read',
        });
      }
      noneTwice(entry.orders ?? [], 'methods', context, [index, 'orders']);
      noneTwice((entry.wordings ?? []).map(entryText), 'methods', context, [index, 'wordings']);
    });
  });

/** A study with every default filled in. */
export type Study = z.output<typeof studySchema>;
/** A study as one writes it. */
export type StudyInput = z.input<typeof studySchema>;

/** What a study says of when conditions end. */
export type StoppingRule = Pick<z.output<typeof stoppingSchema>, 'halfWidth' | 'minEpochs'>;

/** When the replies of a study end. */
export function replyStop({ stop }: Pick<Study, 'stop'>): 'whole' | 'early' {
  return typeof stop === 'string' ? stop : stop.replies;
}

/** When the conditions of a study end; `null` where each gets all its epochs. */
export function stoppingRule({ stop }: Pick<Study, 'stop'>): StoppingRule | null {
  return typeof stop === 'string' ? null : { halfWidth: stop.halfWidth, minEpochs: stop.minEpochs };
}

/** What results call the models and methods of a study. */
function contrastNames({ models, methods }: Pick<Study, 'models' | 'methods'>): Parameters<typeof checkContrasts>[1] {
  return {
    models: models.map(modelLabel),
    methods: methods.map((entry) => (typeof entry === 'string' ? entry : entry.method)),
  };
}

function checkStopping(
  { stop, epochs }: { readonly stop: 'whole' | 'early' | StoppingRule; readonly epochs: number },
  context: z.RefinementCtx,
): void {
  if (typeof stop === 'string') return;
  const issue = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
  if (epochs === 1) {
    issue(['stop'], '`epochs` is the most there may be with a stopping rule: set it to 2 or more, 20 for example');
  } else if (stop.minEpochs > epochs) {
    issue(['stop', 'minEpochs'], `${stop.minEpochs} is more than the ${epochs} of \`epochs\`, the most there may be`);
  }
}

/**
 * What scores the replies of a study for refusals. Where it says nothing, `lexicon`, which costs no call but CPU, if it has
 * baseline replies, which refusals are told of.
 */
export function refusalScorers({ refusals, methods }: Study): readonly string[] {
  if (refusals !== undefined) return refusals;
  const names = methods.map((entry) => (typeof entry === 'string' ? entry : entry.method));
  return names.some((name) => name === 'baseline' || name === 'bail-prompt') ? ['lexicon'] : [];
}

/** What results call a model of a study. */
export function modelLabel(entry: Study['models'][number]): string {
  if (typeof entry === 'string') return entry;
  return entry.name ?? ('use' in entry ? entry.use : entry.model);
}

function entryText(entry: WordingEntry): string {
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
}

function noneTwice(names: readonly string[], field: string, context: z.RefinementCtx, below: PropertyKey[] = []): void {
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (first < index) {
      context.addIssue({
        code: 'custom',
        path: [field, ...below, index],
        message: `"${name}" is named twice (first as number ${first + 1})`,
      });
    }
  });
}
