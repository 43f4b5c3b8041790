import { command } from '../command.ts';
import { jsonOption, storeOption } from '../store-option.ts';

export const run = command({
  name: 'run',
  summary: 'run a study, or go on where it was, and print the rates',
  details:
    'Ctrl-C stops after the calls in flight; a second one at once. The same command goes on where it was, also after\n' +
    'a crash. Trials that ended as error are tried again. A TypeScript study (.mts) is code: it is executed.',
  examples: [
    'exitpoll run study.yaml  # into exitpoll.sqlite',
    'exitpoll run study.yaml --store results/may.sqlite --concurrency 32',
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
      description: 'calls in flight for each model; unless given, what fits the model (an endpoint: 16)',
      valueHint: 'N',
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
    });
  },
});
