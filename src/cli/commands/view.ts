import { command } from '../command.ts';
import { storeOption } from '../store-option.ts';

export const view = command({
  name: 'view',
  summary: 'a local web app on a store: rates, grids, transcripts, audit; live during a run',
  examples: ['exitpoll view  # prints the address to open', 'exitpoll view --store results.sqlite --port 4180'],
  args: {
    ...storeOption,
    port: { type: 'string', description: 'the port to listen on', default: '4178', valueHint: 'N' },
  },
  run: async (args) => {
    const { viewCommand } = await import('../view-command.ts');
    return viewCommand({ store: args.store, port: Number(args.port) });
  },
});
