import type { LabelledUnit } from '../../store/labels.ts';
import { command, commandGroup } from '../command.ts';
import {
  jsonOption,
  pricesOption,
  selectionNames,
  selectionOptions,
  storeOption,
  studyOption,
} from '../store-option.ts';

const scope = { ...storeOption, ...studyOption, ...selectionOptions } as const;

const sizes = {
  bails: {
    type: 'string',
    valueHint: 'N',
    default: '30',
    description: 'bails to read of each condition',
  },
  others: {
    type: 'string',
    valueHint: 'N',
    default: '30',
    description: 'other trials to read of each condition; of conversations so many without a bail, and unanswered',
  },
  seed: { type: 'string', valueHint: 'N', default: '1', description: 'another number draws another sample' },
} as const;

const conversationsOption = {
  conversations: {
    type: 'boolean',
    default: false,
    description: 'whole conversations, where every turn is asked about: one label each, for the share of conversations',
  },
} as const;

const raterOption = {
  rater: { type: 'string', valueHint: 'NAME', description: 'who labels; your user name unless given' },
} as const;

const label = command({
  name: 'audit',
  summary: 'read a random sample of outcomes, and say what the model meant',
  details:
    'Draws a sample the first time (so many bails and so many other trials of each condition), shows one exchange after\n' +
    'the other and takes a label with one key. Each label is stored at once; the same command goes on where it stopped,\n' +
    'and another --rater gets the same sample. docs/audit.md says what becomes of the labels.',
  examples: [
    'exitpoll audit  # the store is exitpoll.sqlite, the rater you',
    'exitpoll audit --model my-qwen --method bail-prompt --bails 50 --others 50',
    'exitpoll audit --rater ann  # a second rater, for agreement',
  ],
  args: {
    ...scope,
    ...raterOption,
    ...conversationsOption,
    ...sizes,
    detectors: {
      type: 'enum',
      options: ['never', 'before', 'after'],
      default: 'never',
      description: 'whether you see what the detectors of known causes say, before or after you label',
    },
  },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { labelCommand } = await import('../audit/label-command.ts');
    const { readSizes } = await import('../audit/sizes.ts');
    return labelCommand({
      ...scopeOf(args, lists),
      unit: unitOf(args),
      rater: args.rater,
      detectors: args.detectors ?? 'never',
      sizes: readSizes(args),
    });
  },
});

const draw = command({
  name: 'draw',
  summary: 'draw the sample, or draw it anew after more trials were run; labels stay',
  examples: [
    'exitpoll audit draw --bails 50 --others 100',
    'exitpoll audit draw --method bail-prompt --seed 7  # of these conditions another one',
    'exitpoll audit draw --conversations  # whole conversations, to correct their share with a bail',
  ],
  args: { ...scope, ...conversationsOption, ...sizes, ...jsonOption },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { drawCommand } = await import('../audit/draw-command.ts');
    const { readSizes } = await import('../audit/sizes.ts');
    return drawCommand({ ...scopeOf(args, lists), unit: unitOf(args), sizes: readSizes(args), json: args.json });
  },
});

const status = command({
  name: 'status',
  summary: 'what the labels say: corrected rates, agreement of raters, how good the detectors are',
  details:
    'With --factor also what the corrected rates come to where a model meets transcripts of its own: the ratio that\n' +
    '`exitpoll compare` gives of the two kinds of transcripts, with its limits. It holds for one model, method, order\n' +
    'and author.',
  examples: [
    'exitpoll audit status',
    'exitpoll audit status --json | jq ".corrected[] | {condition, rate, corrected}"',
    'exitpoll audit status --factor 0.25,0.19,0.33 --model my-qwen --method bail-prompt --order bail-first',
  ],
  args: {
    ...scope,
    order: { type: 'enum', options: ['bail-first', 'continue-first'], description: 'only this order of the answers' },
    factor: {
      type: 'string',
      valueHint: 'RATIO,LOW,HIGH',
      description: 'rate with own transcripts over the rate with transcripts by another author',
    },
    ...jsonOption,
  },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { statusCommand } = await import('../audit/status-command.ts');
    return statusCommand({ ...scopeOf(args, lists), order: args.order, factor: args.factor, json: args.json });
  },
});

const judge = command({
  name: 'judge',
  summary: 'let a language model label the sample, by a rubric',
  details:
    'Replies are stored before they count and never asked for twice; the same command goes on where it stopped. What the\n' +
    'judge is shown stands between lines it can tell from what is in them. Verdicts that cannot be read are failures of the\n' +
    'judge: counted, never guessed. `audit status` shows its agreement with people.',
  examples: [
    'exitpoll audit judge openai:gpt-4o-mini --max-cost 2',
    'exitpoll audit judge http://localhost:8000/v1#my-judge --method bail-prompt',
  ],
  args: {
    judge: {
      type: 'positional',
      required: true,
      valueHint: 'MODEL',
      description: 'a model as a study names it, or URL#NAME',
    },
    ...scope,
    ...conversationsOption,
    concurrency: { type: 'string', valueHint: 'N', description: 'the most calls in flight' },
    'max-cost': { type: 'string', valueHint: 'USD', description: 'stop before this costs more, in US dollars' },
    'max-tokens': { type: 'string', valueHint: 'N', description: 'stop before more tokens, such as 2M' },
    'max-requests': { type: 'string', valueHint: 'N', description: 'stop before more calls, such as 10k' },
    'max-minutes': { type: 'string', valueHint: 'N', description: 'no new calls after so many minutes' },
    ...pricesOption,
    ...jsonOption,
  },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { judgeCommand } = await import('../audit/judge-command.ts');
    return judgeCommand({
      ...scopeOf(args, lists),
      unit: unitOf(args),
      judge: args.judge,
      concurrency: args.concurrency,
      maxCost: args['max-cost'],
      maxTokens: args['max-tokens'],
      maxRequests: args['max-requests'],
      maxMinutes: args['max-minutes'],
      prices: args.prices,
      json: args.json,
    });
  },
});

const exported = command({
  name: 'export',
  summary: 'the sample with its exchanges and labels, for raters without the tool',
  details:
    'CSV for a spreadsheet, JSON Lines for programs; fill in the columns `label` and `note` and read it back with\n' +
    '`exitpoll audit import`. The scorer’s outcome and other raters’ labels are left out, unless --with-outcomes.',
  examples: [
    'exitpoll audit export --out sample.csv  # to be labelled elsewhere',
    'exitpoll audit export --rater ann --out ann.jsonl  # with what ann has labelled already',
  ],
  args: {
    ...scope,
    ...conversationsOption,
    rater: { type: 'string', valueHint: 'NAME', description: 'fill in the labels of this rater' },
    format: { type: 'enum', options: ['csv', 'jsonl'], description: 'as the name of the file ends unless given' },
    out: { type: 'string', valueHint: 'FILE', description: 'a file to write to; stdout unless given' },
    'with-outcomes': { type: 'boolean', default: false, description: 'what was counted, and what detectors find' },
  },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { exportCommand } = await import('../audit/export-command.ts');
    return exportCommand({
      ...scopeOf(args, lists),
      unit: unitOf(args),
      rater: args.rater,
      format: args.format,
      out: args.out,
      withOutcomes: args['with-outcomes'],
    });
  },
});

const imported = command({
  name: 'import',
  summary: 'read labels back from a file',
  details:
    'The columns `trial` and `label` are needed, `note` is taken along, all others are let through. Rows without a label are\n' +
    'left out. Nothing is stored unless every row can be used.',
  examples: ['exitpoll audit import sample.csv --rater ann'],
  args: {
    file: { type: 'positional', required: true, valueHint: 'FILE', description: 'CSV, TSV or JSON Lines' },
    ...storeOption,
    ...studyOption,
    ...conversationsOption,
    ...raterOption,
    ...jsonOption,
  },
  run: async (args) => {
    const { importCommand } = await import('../audit/import-command.ts');
    return importCommand({
      file: args.file,
      store: args.store,
      study: args.study,
      only: {},
      unit: unitOf(args),
      rater: args.rater,
      json: args.json,
    });
  },
});

function unitOf({ conversations }: { readonly conversations: boolean }): LabelledUnit {
  return conversations ? 'conversation' : 'trial';
}

function scopeOf(
  args: { readonly store: string; readonly study?: string | undefined },
  lists: { readonly [name in (typeof selectionNames)[number]]: readonly string[] },
): {
  readonly store: string;
  readonly study: string | undefined;
  readonly only: { models: readonly string[]; datasets: readonly string[]; methods: readonly string[] };
} {
  return {
    store: args.store,
    study: args.study,
    only: { models: lists.model, datasets: lists.dataset, methods: lists.method },
  };
}

/** `exitpoll audit` and what belongs to it. */
export const audit = commandGroup(
  'audit',
  'read a sample of outcomes: what did the models mean, and what is the rate then',
  [draw, judge, status, exported, imported],
  label,
);
