import { command } from '../command.ts';
import { jsonOption, pricesOption, storeOption } from '../store-option.ts';

export const plan = command({
  name: 'plan',
  summary: 'what a study would ask, of whom, and what that costs; calls no model',
  details:
    'Token counts are estimates (four characters a token); output and cost are what replies could come to if each ran\n' +
    'to its limit. Calls that fail come on top. The store is only read.',
  examples: [
    'exitpoll plan study.yaml',
    'exitpoll plan study.yaml --store results.sqlite --json',
    'exitpoll plan study.yaml --assume-rate 2% --assume-rate 20%  # how wide intervals will be',
    'exitpoll plan study.yaml --pilot pilot.sqlite --width 10%  # what it takes for intervals 10 points wide',
    'exitpoll plan study.yaml --requests requests.jsonl  # to have them answered by other means',
  ],
  args: {
    file: {
      type: 'positional',
      description: 'the study: YAML, or TypeScript (.mts)',
      valueHint: 'STUDY',
      required: true,
    },
    ...storeOption,
    ...pricesOption,
    requests: {
      type: 'string',
      description: 'write the first request of every trial here, to be answered elsewhere (docs/models-replay.md)',
      valueHint: 'FILE',
    },
    'assume-rate': {
      type: 'string',
      description: 'foretell intervals for this rate; may be given several times',
      valueHint: 'RATE',
    },
    'assume-clustering': {
      type: 'string',
      description: 'how alike the draws of a cluster are, 0 to 1; 0.1 unless given',
      valueHint: 'SHARE',
    },
    'assume-items': {
      type: 'string',
      description: 'how alike the draws of an item are beyond that, 0 to 1; 0.3 unless given',
      valueHint: 'SHARE',
    },
    pilot: {
      type: 'string',
      description: 'take rates and clustering from this store, condition by condition',
      valueHint: 'STORE',
    },
    width: {
      type: 'string',
      description: 'say how many clusters, items and epochs an interval of this width takes',
      valueHint: 'WIDTH',
    },
    difference: {
      type: 'string',
      description: 'the chance to find a paired difference of this size',
      valueHint: 'DIFFERENCE',
    },
    ...jsonOption,
  },
  repeatable: ['assume-rate'],
  run: async (args, lists) => {
    const { planCommand } = await import('../plan-command.ts');
    return planCommand({
      file: args.file,
      store: args.store,
      json: args.json,
      prices: args.prices,
      requests: args.requests,
      assumeRate: lists['assume-rate'],
      assumeClustering: args['assume-clustering'],
      assumeItems: args['assume-items'],
      pilot: args.pilot,
      width: args.width,
      difference: args.difference,
    });
  },
});
