import { command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { selectionNames, selectionOptions, storeOption, studyOption } from '../store-option.ts';

/** `exitpoll refusal corners`. */
export const corners = command({
  name: 'corners',
  summary: 'the items that are refused and not left, or left and not refused, with their transcripts',
  details:
    'Uses the scores of refusals that a run or `exitpoll refusal run` has stored. Of the bail prompt in the very reply it\n' +
    'asks about, of the tools and the bail string in the baseline’s reply to the same item, so the study needs the baseline.',
  examples: [
    'exitpoll refusal corners  # how many trials in each corner, and the items',
    'exitpoll refusal corners --corner no-refusal-bail --format md --out corners.md  # with transcripts',
    'exitpoll refusal corners --method bail-prompt --format jsonl --out corners.jsonl  # every trial, whole',
  ],
  args: {
    ...storeOption,
    ...studyOption,
    ...selectionOptions,
    corner: {
      type: 'string',
      valueHint: 'CORNER',
      description: 'no-refusal-bail and no-bail-refusal unless given; refusal-bail, neither; may be repeated',
    },
    scorer: { type: 'string', valueHint: 'SCORER', description: 'whose scores; the first by name unless given' },
    limit: { type: 'string', valueHint: 'N', default: '10', description: 'items of each corner of each condition' },
    format: { type: 'enum', options: ['table', 'md', 'jsonl'], default: 'table', description: 'how to write it' },
    out: { type: 'string', valueHint: 'FILE', description: 'a file to write to; stdout unless given' },
  },
  repeatable: [...selectionNames, 'corner'],
  async run(args, lists) {
    const { cornersCommand } = await import('../corners/command.ts');
    const { readCorners } = await import('../corners/read-corners.ts');
    return cornersCommand({
      store: args.store,
      study: args.study,
      only: { models: lists.model, datasets: lists.dataset, methods: lists.method },
      corners: readCorners(lists.corner),
      scorer: args.scorer,
      limit: wholeNumber('limit', args.limit ?? '10', 1),
      format: args.format ?? 'table',
      out: args.out,
    });
  },
});
