import { command } from '../command.ts';
import { jsonOption, pricesOption, storeOption } from '../store-option.ts';

export const run = command({
  name: 'run',
  summary: 'run a study, or go on where it was, and print the rates',
  details:
    'Ctrl-C stops after the calls in flight; a second one at once. The same command goes on where it was, also after\n' +
    'a crash or when a limit was reached (exit code 1). Trials that ended as error are tried again. `exitpoll status`\n' +
    'tells from another terminal how it goes. A TypeScript study (.mts) is code: it is executed.',
  examples: [
    'exitpoll run study.yaml  # into exitpoll.sqlite',
    'exitpoll run study.yaml --store results/may.sqlite --concurrency 32',
    'exitpoll run study.yaml --max-cost 5 --max-minutes 60  # stops before either is passed; run it again to go on',
    'exitpoll run study.yaml --json > results.json  # progress goes to stderr',
  ],
  args: {
    file: {
      type: 'positional',
      description: 'the study: YAML, or TypeScript (.mts)',
      valueHint: 'STUDY',
      required: true,
    },
    ...storeOption,
    concurrency: {
      type: 'string',
      description: 'the most calls in flight for each model; how many of these are best is found out',
      valueHint: 'N',
    },
    'max-cost': { type: 'string', description: 'stop before this run costs more, in US dollars', valueHint: 'USD' },
    'max-tokens': { type: 'string', description: 'stop before more tokens, such as 2M', valueHint: 'N' },
    'max-requests': { type: 'string', description: 'stop before more calls, such as 10k', valueHint: 'N' },
    'max-minutes': { type: 'string', description: 'no new calls after so many minutes', valueHint: 'N' },
    ...pricesOption,
    spill: {
      type: 'string',
      description: 'where replies go when the disk of the store is full; unless given, a folder for temporary files',
      valueHint: 'PATH',
    },
    'retry-unsupported': {
      type: 'boolean',
      description: 'ask again for methods a model said it cannot do',
      default: false,
    },
    ...jsonOption,
  },
  run: async (args) => {
    const { runCommand } = await import('../run-command.ts');
    return runCommand({
      file: args.file,
      store: args.store,
      concurrency: args.concurrency,
      retryUnsupported: args['retry-unsupported'],
      json: args.json,
      maxCost: args['max-cost'],
      maxTokens: args['max-tokens'],
      maxRequests: args['max-requests'],
      maxMinutes: args['max-minutes'],
      prices: args.prices,
      spill: args.spill,
    });
  },
});
