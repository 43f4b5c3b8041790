import { exitCodes } from '../../base/errors.ts';
import { command, commandGroup } from '../command.ts';
import { count, wholeNumber } from '../numbers.ts';

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
  details: 'For a file, the form is found by looking at how it begins.',
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

const inspect = command({
  name: 'inspect',
  summary: 'what a file of conversations is, how many, how long, and what would be skipped',
  details:
    'Reads WildChat, LMSYS-Chat, ShareGPT, OpenAssistant, Anthropic HH, messages in the form of OpenAI, and tables: from\n' +
    'JSON Lines, JSON or Parquet, packed with gzip or zstd or not, several files by a glob in quotes. Records that cannot\n' +
    'be read are left out and counted. docs/conversations.md says more.',
  examples: [
    'exitpoll data inspect hh-rlhf/test.jsonl.gz',
    "exitpoll data inspect 'WildChat-1M/data/*.parquet' --context 4096 --context 32k",
    'exitpoll data inspect dump.json --format sharegpt  # where the guess is wrong',
  ],
  args: {
    path: { type: 'positional', required: true, valueHint: 'PATH', description: 'a file, or a glob in quotes' },
    format: {
      type: 'string',
      valueHint: 'NAME',
      description: 'wildchat, lmsys, sharegpt, oasst, hh, jsonl, csv, tsv or bailbench; found by looking unless given',
    },
    context: {
      type: 'string',
      valueHint: 'TOKENS',
      description:
        'count what a context of this size would skip; may be given several times; unless given, 4096 and 32768',
    },
    examples: { type: 'string', valueHint: 'N', default: '3', description: 'how many conversations to show' },
    json: { type: 'boolean', description: 'as JSON, with the examples in full' },
  },
  repeatable: ['context'],
  async run(args, lists) {
    const given = lists.context.map((text) => count('context', text));
    const contexts = given.length === 0 ? [4096, 32_768] : given;
    const examples = wholeNumber('examples', args.examples ?? '3', 0);
    const { inspectCommand } = await import('../inspect-command.ts');
    return inspectCommand({ path: args.path, format: args.format, contexts, examples, json: args.json === true });
  },
});

const pull = command({
  name: 'pull',
  summary: 'bring a published study to this machine: prompts, prefixes and exact words',
  details:
    'bailstudy is the code and data of arXiv 2509.04781 (Phylliida/BailStudy on GitHub, MIT), at commit ' +
    'fa569595e56d5bafc468ba0e02343176deef307e. Python files are read as data, never run. docs/pull.md says more.',
  examples: [
    'exitpoll data pull bailstudy  # into the folder bailstudy',
    'exitpoll data pull bailstudy --from ~/src/BailStudy  # from a checkout, without a network',
    'exitpoll data pull bailstudy --call Mistral  # a pack of words for models called so, too',
  ],
  args: {
    study: { type: 'positional', required: true, valueHint: 'NAME', description: 'bailstudy' },
    from: { type: 'string', valueHint: 'FOLDER|URL', description: 'a checkout, or a mirror, in place of GitHub' },
    out: { type: 'string', valueHint: 'FOLDER', default: 'bailstudy', description: 'where to write' },
    call: { type: 'string', valueHint: 'NAME', description: 'a name to call models by in texts that name them' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  repeatable: ['call'],
  async run(args, lists) {
    const { dataPull } = await import('../data-pull.ts');
    const { from, out, json } = args;
    process.stdout.write(await dataPull(args.study, { from, out, call: lists.call, json: json === true }));
    return exitCodes.done;
  },
});

/** `exitpoll data list`, `show`, `inspect` and `pull`. */
export const data = commandGroup('data', 'look at datasets, and bring published ones', [list, show, inspect, pull]);
