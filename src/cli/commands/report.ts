import { command } from '../command.ts';
import { overlayOptions } from '../overlay-option.ts';
import { selectionNames, selectionOptions, storeOption, studyOption } from '../store-option.ts';

export const report = command({
  name: 'report',
  summary: 'rates with their intervals from what is stored, as table, JSON, CSV, Markdown or HTML',
  details: 'docs/report.md says what every number is; the JSON has a versioned schema.',
  examples: [
    'exitpoll report  # the table that `run` prints',
    'exitpoll report --format html --out report.html  # one file that works offline',
    'exitpoll report --format html --out report.html --overlay published.json',
    'exitpoll report --figures paper --out figures  # the figures of the paper from your own store, as SVG and CSV',
    'exitpoll report --model my-qwen --method bail-tool --method placebo-tool  # some conditions of many',
    'exitpoll report --format csv --section contrasts  # what the study declared before its run, a record a comparison',
    'exitpoll report --format csv --section agreement  # how far the ways of offering agree, a record a coefficient',
    'exitpoll report --format json --store results.sqlite | jq ".conditions[] | {model, method, rate}"',
  ],
  args: {
    ...storeOption,
    ...studyOption,
    ...selectionOptions,
    format: {
      type: 'enum',
      options: ['table', 'json', 'csv', 'md', 'html'],
      default: 'table',
      description: 'how to write it',
    },
    out: {
      type: 'string',
      description: 'a file to write to, stdout unless given; with --figures a folder',
      valueHint: 'FILE',
    },
    figures: {
      type: 'enum',
      options: ['paper'],
      description: 'draw figures into the folder --out in place of a report; says which lack data and what gives it',
    },
    section: {
      type: 'enum',
      options: ['conditions', 'contrasts', 'agreement', 'similarity'],
      description: 'which table a CSV holds; conditions unless given',
    },
    categories: { type: 'boolean', description: 'rates by category too, in table, CSV and Markdown', default: false },
    intervals: {
      type: 'boolean',
      description: 'the rates with other intervals too: Wilson, Clopper-Pearson, by cluster, bootstrap',
      default: false,
    },
    ...overlayOptions,
    json: { type: 'boolean', description: 'the same as --format json', default: false },
  },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { reportCommand } = await import('../report-command.ts');
    return reportCommand({
      store: args.store,
      study: args.study,
      only: { models: lists.model, datasets: lists.dataset, methods: lists.method },
      format: args.json ? 'json' : (args.format ?? 'table'),
      out: args.out,
      figures: args.figures,
      section: args.section,
      categories: args.categories,
      intervals: args.intervals,
      overlay: args.overlay,
      overlayDataset: args['overlay-dataset'],
    });
  },
});
