import { command } from '../command.ts';
import { jsonOption, storeOption } from '../store-option.ts';

export const rescore = command({
  name: 'rescore',
  summary: 'apply the present scorers to every stored reply again, without any call',
  details:
    'Outcomes of older scorer versions stay in the store; reports use those of the present version. First replies that\n' +
    'the present lexicon has not scored for refusals are scored too.',
  examples: ['exitpoll rescore', 'exitpoll rescore --store results.sqlite --json'],
  args: { ...storeOption, ...jsonOption },
  run: async (args) => {
    const { rescoreCommand } = await import('../rescore-command.ts');
    return rescoreCommand({ store: args.store, json: args.json });
  },
});
