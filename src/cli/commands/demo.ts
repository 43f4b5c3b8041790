import { command } from '../command.ts';

export const demo = command({
  name: 'demo',
  summary: 'run a small real model on your own CPU through every method, and write a report',
  details:
    'Fetches the weights of SmolLM2-135M-Instruct (about 100 MB) once. Where they cannot be had, a simulated respondent\n' +
    'stands in for it, and says so.',
  examples: ['exitpoll demo', 'exitpoll demo --size small --dir /tmp/demo  # under half a minute'],
  args: {
    size: { type: 'enum', options: ['full', 'small'], default: 'full', description: 'how many items' },
    dir: { type: 'string', description: 'where the store and the report go', default: 'demo', valueHint: 'FOLDER' },
  },
  run: async (args) => {
    const { demoCommand } = await import('../demo-command.ts');
    return demoCommand({ size: args.size ?? 'full', dir: args.dir });
  },
});
