import { command, commandGroup } from '../command.ts';
import { selectionNames, selectionOptions, storeOption, studyOption } from '../store-option.ts';

const trials = command({
  name: 'trials',
  summary: 'every planned trial with its outcome, texts and errors, a line each',
  examples: [
    'exitpoll export trials --format jsonl --out trials.jsonl',
    'exitpoll export trials --format csv | head -3',
    'exitpoll export trials --model my-qwen --dataset starter --out some.jsonl',
  ],
  args: {
    ...storeOption,
    ...studyOption,
    ...selectionOptions,
    format: { type: 'enum', options: ['jsonl', 'csv'], default: 'jsonl', description: 'how to write them' },
    out: { type: 'string', description: 'a file to write to; stdout unless given', valueHint: 'FILE' },
  },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { exportTrialsCommand } = await import('../export-command.ts');
    return exportTrialsCommand({
      store: args.store,
      study: args.study,
      only: { models: lists.model, datasets: lists.dataset, methods: lists.method },
      format: args.format ?? 'jsonl',
      out: args.out,
    });
  },
});

const journals = command({
  name: 'journals',
  summary: 'what models wrote beside their answers and exits, to read and to search',
  details:
    'Words beside the answer to a bail prompt that invites them, and what a reply that left by tool or word says ' +
    'besides. On a terminal as text; --search wants a regular expression and takes no heed of case.',
  examples: [
    'exitpoll export journals',
    'exitpoll export journals --search "tired|unpleasant" --outcome bail',
    'exitpoll export journals --format csv --out journals.csv',
  ],
  args: {
    ...storeOption,
    ...studyOption,
    ...selectionOptions,
    search: { type: 'string', description: 'only those in which this is found', valueHint: 'REGEXP' },
    outcome: { type: 'enum', options: ['bail', 'continue'], description: 'only beside this answer' },
    format: { type: 'enum', options: ['text', 'jsonl', 'csv'], default: 'text', description: 'how to write them' },
    out: { type: 'string', description: 'a file to write to; stdout unless given', valueHint: 'FILE' },
  },
  repeatable: selectionNames,
  run: async (args, lists) => {
    const { exportJournalsCommand } = await import('../export-journals.ts');
    return exportJournalsCommand({
      store: args.store,
      study: args.study,
      only: { models: lists.model, datasets: lists.dataset, methods: lists.method },
      search: args.search,
      outcome: args.outcome,
      format: args.format,
      out: args.out,
    });
  },
});

export const exportGroup = commandGroup('export', 'stored facts for other programs', [trials, journals]);
