import { command } from '../command.ts';
import { jsonOption, storeOption } from '../store-option.ts';

export const plan = command({
  name: 'plan',
  summary: 'what a study would ask, of whom, and what that costs; calls no model',
  details:
    'Token counts are estimates (four characters a token); output is what replies could come to if each ran to its\n' +
    'limit. The store is only read.',
  examples: ['exitpoll plan study.yaml', 'exitpoll plan study.yaml --store results.sqlite --json'],
  args: {
    file: {
      type: 'positional',
      description: 'the study: YAML, or TypeScript (.mts)',
      valueHint: 'STUDY',
      required: true,
    },
    ...storeOption,
    ...jsonOption,
  },
  run: async (args) => {
    const { planCommand } = await import('../plan-command.ts');
    return planCommand({ file: args.file, store: args.store, json: args.json });
  },
});
