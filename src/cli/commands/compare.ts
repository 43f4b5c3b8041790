import { command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { selectionNames, selectionOptions, storeOption } from '../store-option.ts';

export const compare = command({
  name: 'compare',
  summary: 'differences of conditions, models, methods, words or studies, everything else matched',
  details:
    'A side is KEY:NAME, several joined by commas: condition, study, model, dataset, category, method, order, wording,\n' +
    'lead-in, readout. A name alone will do where it can mean only one thing; KEY:* is every value of a key; FILE#STUDY\n' +
    'is a study of another store. Conditions are matched by all that both sides do not state, items by their content,\n' +
    'epochs by number. Two sides: A minus B; more: every pair, or each minus the one named by --against.\n' +
    'docs/compare.md says what every number is.',
  examples: [
    'exitpoll compare bail-tool placebo-tool  # two methods, for each model, dataset and wording',
    'exitpoll compare model:my-qwen model:my-qwen-abliterated --method bail-prompt --categories',
    'exitpoll compare lead-in:* --against lead-in:none --format md',
    'exitpoll compare study:may june.sqlite#june --format html --out compare.html',
    'exitpoll compare condition:1-1 condition:4-1 --json | jq ".rows[0].changed"',
  ],
  args: {
    side: {
      type: 'positional',
      description: 'what to compare: two or more, or one with *',
      valueHint: 'SIDE…',
      required: true,
    },
    ...storeOption,
    against: { type: 'string', description: 'the side that each of the others is compared with', valueHint: 'SIDE' },
    ...selectionOptions,
    adjust: {
      type: 'enum',
      options: ['holm', 'benjamini-hochberg'],
      default: 'holm',
      description: 'how p-values are adjusted for the number of comparisons',
    },
    categories: { type: 'boolean', description: 'the difference within every category too', default: false },
    items: {
      type: 'string',
      description:
        'how many of the items that changed most to name for each comparison; 10 unless given, in tables of several fewer',
      valueHint: 'N',
    },
    format: {
      type: 'enum',
      options: ['table', 'json', 'md', 'html'],
      default: 'table',
      description: 'how to write it',
    },
    out: { type: 'string', description: 'a file to write to; stdout unless given', valueHint: 'FILE' },
    json: { type: 'boolean', description: 'the same as --format json', default: false },
  },
  repeatable: ['side', ...selectionNames],
  run: async (args, lists) => {
    const { compareCommand } = await import('../compare-command.ts');
    return compareCommand({
      sides: lists.side,
      store: args.store,
      against: args.against,
      only: { models: lists.model, datasets: lists.dataset, methods: lists.method },
      adjustment: args.adjust === 'benjamini-hochberg' ? 'benjamini-hochberg' : 'holm',
      categories: args.categories,
      items: args.items === undefined ? undefined : wholeNumber('items', args.items, 0),
      format: args.json ? 'json' : (args.format ?? 'table'),
      out: args.out,
    });
  },
});
