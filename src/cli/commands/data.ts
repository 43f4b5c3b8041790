import { exitCodes } from '../../base/errors.ts';
import { command, commandGroup } from '../command.ts';
import { wholeNumber } from '../numbers.ts';

const list = command({
  name: 'list',
  summary: 'the datasets a study can name',
  examples: ['exitpoll data list'],
  args: {
    json: { type: 'boolean', description: 'as JSON' },
  },
  async run(args) {
    const { listDatasets } = await import('../data-pages.ts');
    process.stdout.write(await listDatasets(args.json === true));
    return exitCodes.done;
  },
});

const show = command({
  name: 'show',
  summary: 'what a dataset holds: counts by category, and examples',
  details: 'For a file, the form (csv, tsv, jsonl) is guessed from its name and its first line.',
  examples: [
    'exitpoll data show neutral  # one that comes with exitpoll',
    'exitpoll data show prompts.csv --category rude --limit 5  # a file of yours',
  ],
  args: {
    dataset: {
      type: 'positional',
      required: true,
      valueHint: 'NAME|PATH',
      description: 'a dataset of exitpoll, or a file',
    },
    category: { type: 'string', description: 'examples of this category only' },
    limit: { type: 'string', valueHint: 'N', default: '10', description: 'how many examples to show' },
    json: { type: 'boolean', description: 'as JSON, with the conversations in full' },
  },
  async run(args) {
    const limit = wholeNumber('limit', args.limit ?? '10', 0);
    const { showDataset } = await import('../data-pages.ts');
    process.stdout.write(await showDataset(args.dataset, { category: args.category, limit, json: args.json === true }));
    return exitCodes.done;
  },
});

/** `exitpoll data list` and `exitpoll data show`. */
export const data = commandGroup('data', 'look at datasets', [list, show]);
