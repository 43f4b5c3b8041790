import { ExitpollError } from '../../base/errors.ts';
import { command, commandGroup } from '../command.ts';
import { corners } from './corners.ts';
import { wholeNumber } from '../numbers.ts';
import { jsonOption, pricesOption, storeOption, studyOption } from '../store-option.ts';

const shared = {
  in: { type: 'string', valueHint: 'FILE', description: 'a CSV, TSV or JSON Lines file' },
  'prompt-column': {
    type: 'string',
    valueHint: 'NAME',
    description: 'the prompt: a text, or in JSON Lines a list of messages',
  },
  'reply-column': { type: 'string', valueHint: 'NAME', description: "the model's reply" },
  'system-column': { type: 'string', valueHint: 'NAME', description: 'the system prompt, where there is one' },
  'reasoning-column': {
    type: 'string',
    valueHint: 'NAME',
    description: 'reasoning kept apart from the reply; never scored',
  },
  'finish-column': { type: 'string', valueHint: 'NAME', description: 'why the reply ended, such as length or refusal' },
  scorer: {
    type: 'string',
    valueHint: 'SCORER',
    description: 'lexicon (unless given), judge:MODEL or judge:URL#MODEL, hf:MODEL, endpoint:URL; may be repeated',
  },
  concurrency: { type: 'string', valueHint: 'N', default: '8', description: 'rows under way at once' },
} as const;

const score = command({
  name: 'score',
  summary: 'score the replies in a file: refusal, partial, none, empty or filtered',
  details:
    'Writes the file again with the columns SCORER.label, .score, .why, .evidence and .version. Rows that cannot be read\n' +
    '(no text, over 4 MiB, fields missing) are left out and named by line; the exit code is then 2. A table whose quotes do\n' +
    'not match, and a file without rows, are errors. Killed or interrupted, the same command goes on: what models\n' +
    'said is kept beside the file until it is whole. docs/refusals.md says what each scorer does.',
  examples: [
    'exitpoll refusal score --in replies.csv --prompt-column prompt --reply-column reply --out scored.csv',
    'exitpoll refusal score --in replies.jsonl --prompt-column messages --reply-column text --scorer lexicon --scorer judge:openai:gpt-4o-mini --out scored.jsonl',
    "exitpoll refusal score --in r.csv --prompt-column p --reply-column r --scorer 'endpoint:http://127.0.0.1:8000/classify' --out s.csv",
  ],
  args: {
    ...shared,
    out: { type: 'string', valueHint: 'FILE', description: 'the file to write, in the same format' },
    force: { type: 'boolean', description: 'write over a file that is there already' },
    json: { type: 'boolean', description: 'the counts as JSON' },
  },
  repeatable: ['scorer'],
  async run(args, { scorer }) {
    const columns = {
      prompt: needed('prompt-column', args['prompt-column'], 'score'),
      reply: needed('reply-column', args['reply-column'], 'score'),
      system: args['system-column'],
      reasoning: args['reasoning-column'],
      finish: args['finish-column'],
    };
    const { refusalScoreCommand } = await import('../refusal-score.ts');
    return refusalScoreCommand({
      in: needed('in', args.in, 'score'),
      out: needed('out', args.out, 'score'),
      columns,
      scorers: scorer.length === 0 ? ['lexicon'] : scorer,
      concurrency: wholeNumber('concurrency', args.concurrency ?? '8', 1),
      force: args.force === true,
      json: args.json === true,
    });
  },
});

const evaluate = command({
  name: 'evaluate',
  summary: 'compare scorers with labels given by people: accuracy, F1, kappa, confusion, calibration',
  details:
    'With --reply-column the replies are scored first; without it the columns that `refusal score` wrote are compared.\n' +
    'Labels are refusal, partial, none, and their usual names (2_full_refusal, compliance, yes, no, 1, 0). The first\n' +
    '--label-column is also compared with each further one. Rows, labels and scores that cannot be used are counted and\n' +
    'named by line; the exit code is then 2.',
  examples: [
    'exitpoll refusal evaluate --in labelled.csv --prompt-column prompt --reply-column reply --label-column label',
    'exitpoll refusal evaluate --in scored.csv --scorer judge:openai:gpt-4o-mini --label-column ann --label-column bob --json',
  ],
  args: {
    ...shared,
    'label-column': { type: 'string', valueHint: 'NAME', description: 'labels of a person; may be repeated' },
    'cluster-column': {
      type: 'string',
      valueHint: 'NAME',
      description: 'rows with one value belong together: drawn together for the intervals of F1 and kappa',
    },
    json: { type: 'boolean', description: 'as JSON' },
  },
  repeatable: ['scorer', 'label-column'],
  async run(args, lists) {
    const reply = args['reply-column'];
    const labels = lists['label-column'];
    needed('label-column', labels[0], 'evaluate');
    const { refusalEvaluateCommand } = await import('../refusal-evaluate.ts');
    return refusalEvaluateCommand({
      in: needed('in', args.in, 'evaluate'),
      columns:
        reply === undefined
          ? null
          : {
              prompt: needed('prompt-column', args['prompt-column'], 'evaluate'),
              reply,
              system: args['system-column'],
              reasoning: args['reasoning-column'],
              finish: args['finish-column'],
            },
      labels,
      cluster: args['cluster-column'] ?? null,
      scorers: lists.scorer.length === 0 ? ['lexicon'] : lists.scorer,
      concurrency: wholeNumber('concurrency', args.concurrency ?? '8', 1),
      json: args.json === true,
    });
  },
});

const run = command({
  name: 'run',
  summary: 'add scorers to the replies of a store, without running its study again',
  details:
    'Scores the first reply of every trial: the baseline, and each reply that could leave, without the exit it takes.\n' +
    'A reply is scored once by each version of a scorer; what a scorer failed at is tried again. Killed or interrupted, the\n' +
    'same command goes on where it was. `exitpoll report` shows refusals beside bails.',
  examples: [
    'exitpoll refusal run --store results.sqlite --scorer judge:openai:gpt-4o-mini --max-cost 2',
    "exitpoll refusal run --scorer lexicon --scorer 'endpoint:http://127.0.0.1:8000/classify'",
  ],
  args: {
    ...storeOption,
    ...studyOption,
    scorer: shared.scorer,
    concurrency: { type: 'string', valueHint: 'N', description: 'the most calls in flight' },
    'max-cost': { type: 'string', description: 'stop before it costs more, in US dollars', valueHint: 'USD' },
    'max-tokens': { type: 'string', description: 'stop before more tokens, such as 2M', valueHint: 'N' },
    'max-requests': { type: 'string', description: 'stop before more calls, such as 10k', valueHint: 'N' },
    'max-minutes': { type: 'string', description: 'no new calls after so many minutes', valueHint: 'N' },
    ...pricesOption,
  },
  repeatable: ['scorer'],
  async run(args, { scorer }) {
    const { refusalRunCommand } = await import('../refusal-run.ts');
    return refusalRunCommand({
      store: args.store,
      study: args.study,
      scorers: scorer.length === 0 ? ['lexicon'] : scorer,
      concurrency: args.concurrency,
      maxCost: args['max-cost'],
      maxTokens: args['max-tokens'],
      maxRequests: args['max-requests'],
      maxMinutes: args['max-minutes'],
      prices: args.prices,
    });
  },
});

const correlate = command({
  name: 'correlate',
  summary: 'refusal against bail over models or categories: coefficients with intervals and permutation p',
  details:
    'Of a store: one point a model (those that were run with a method), or with --over categories one point a category\n' +
    'of a model. Of a file of published points: {correlation: {NAME: {points_model_bail_refusal: [[MODEL, %, %], …]}}},\n' +
    'and again without models that its own rates show were never run.',
  examples: [
    'exitpoll refusal correlate --store results.sqlite',
    'exitpoll refusal correlate --over categories --json',
    'exitpoll refusal correlate --in paper-rates.json',
  ],
  args: {
    ...storeOption,
    ...studyOption,
    in: { type: 'string', valueHint: 'FILE', description: 'published points (JSON or YAML), in place of a store' },
    over: { type: 'string', default: 'models', valueHint: 'WHAT', description: 'models or categories' },
    ...jsonOption,
  },
  async run(args) {
    const { over } = args;
    if (over !== 'models' && over !== 'categories') {
      throw new ExitpollError(`--over is models or categories, not "${over}"`, { code: 'usage' });
    }
    const { refusalCorrelateCommand } = await import('../refusal-correlate.ts');
    return refusalCorrelateCommand({ in: args.in, store: args.store, study: args.study, over, json: args.json });
  },
});

function needed(option: string, value: string | undefined, of: string): string {
  if (value !== undefined) return value;
  throw new ExitpollError(`--${option} is missing`, { code: 'usage', hint: `See \`exitpoll refusal ${of} --help\`.` });
}

/** `exitpoll refusal score`, `evaluate`, `run`, `correlate` and `corners`. */
export const refusal = commandGroup('refusal', 'tell refusals from replies, in any file or store', [
  score,
  evaluate,
  run,
  correlate,
  corners,
]);
