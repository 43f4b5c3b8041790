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
    ...jsonOption,
  },
  run: async (args) => {
    const { planCommand } = await import('../plan-command.ts');
    return planCommand({
      file: args.file,
      store: args.store,
      json: args.json,
      prices: args.prices,
      requests: args.requests,
    });
  },
});
