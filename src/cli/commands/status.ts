import { command } from '../command.ts';
import { jsonOption, storeOption } from '../store-option.ts';

export const status = command({
  name: 'status',
  summary: 'how far the runs on a store are, from another terminal or after a crash',
  details:
    'Progress, rate, spend, and errors with examples for every model of a run; what is on first, then the newest.\n' +
    'The store is only read, and the run does not notice. Figures are as of its last sign of life, 2 seconds at most.',
  examples: [
    'exitpoll status',
    'exitpoll status --store results.sqlite --watch  # until nothing is on any more',
    'exitpoll status --json | jq ".runs[0].tallies.spent"',
  ],
  args: {
    ...storeOption,
    watch: { type: 'boolean', description: 'show it again every 2 seconds while a run is on', default: false },
    ...jsonOption,
  },
  run: async (args) => {
    const { statusCommand } = await import('../status-command.ts');
    return statusCommand({ store: args.store, watch: args.watch, json: args.json });
  },
});
