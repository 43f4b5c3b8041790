import { command } from '../command.ts';

export const init = command({
  name: 'init',
  summary: 'write a commented study to start from',
  examples: ['exitpoll init  # study.yaml', 'exitpoll init my-study.yaml'],
  args: {
    file: {
      type: 'positional',
      description: 'the file to write',
      valueHint: 'FILE',
      required: false,
      default: 'study.yaml',
    },
  },
  run: async (args) => {
    const { initCommand } = await import('../init-command.ts');
    return initCommand(args.file ?? 'study.yaml');
  },
});
