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

export const exportGroup = commandGroup('export', 'stored facts for other programs', [trials]);
