import { usualTranscripts } from '../../server/library.ts';
import { command } from '../command.ts';
import { overlayOptions } from '../overlay-option.ts';
import { storeOption } from '../store-option.ts';

export const share = command({
  name: 'share',
  summary: 'the pages of `exitpoll view` as a folder that needs no server: open its index.html, or send it on',
  details:
    'Every figure is of all trials of the store. Transcripts are as the models wrote them, harmful ones too: look before you send.',
  examples: [
    'exitpoll share --out results  # then open results/index.html',
    'exitpoll share --out results --study controls --trials 2000',
    'exitpoll share --out results --overlay published.json  # published rates beside ours',
    'exitpoll share --out figures --trials 0  # figures alone, no transcripts',
  ],
  args: {
    ...storeOption,
    out: { type: 'string', description: 'the folder to write', required: true, valueHint: 'FOLDER' },
    trials: {
      type: 'string',
      description: 'transcripts of each study at most, spread over conditions and outcomes',
      default: String(usualTranscripts),
      valueHint: 'N',
    },
    study: { type: 'string', description: 'only this study; may be repeated', valueHint: 'NAME' },
    ...overlayOptions,
    json: { type: 'boolean', description: 'what was written as JSON', default: false },
  },
  repeatable: ['study'],
  run: async (args, lists) => {
    const { shareCommand } = await import('../share-command.ts');
    return shareCommand({
      store: args.store,
      out: args.out,
      trials: args.trials,
      studies: lists.study,
      json: args.json,
      overlay: args.overlay,
      overlayDataset: args['overlay-dataset'],
    });
  },
});
