// How often the embedded model computes a prompt token: real conversations of many turns, every user turn asked about,
// in the order in which a run sends them and shuffled.
//
//   node bench/prefix.ts [--conversations 50] [--user-turns 5] [--sequences 4] [--data FILE]
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { seededRandom } from '../src/base/random.ts';
import type { Message } from '../src/conversation/messages.ts';
import type { Reply, Usage } from '../src/conversation/reply.ts';
import type { ModelRequest } from '../src/conversation/request.ts';
import { checkStudy, closeModels, openModels, openStore, prepareStudy, runStudy } from '../src/index.ts';
import type { TrialContext } from '../src/models/model.ts';
import { defaultModelName } from '../src/models/local/known-models.ts';
import { openLocalModel, type LocalModel } from '../src/models/local/open-local-model.ts';
import { longConversations, userTurns, type HhMessage } from './prefix/hh-conversations.ts';
import { TokenTrie } from './prefix/token-trie.ts';
import { printFigures } from './support/figures.ts';
import { scratchFolder, type Scratch } from './support/scratch.ts';

/** Writing is not what is measured. */
const sampling = { temperature: 1, topP: 1, maxTokens: 1 };
const reference = `local:${defaultModelName}`;

interface Measured {
  readonly prompt: number;
  /** Prompt tokens that were not taken from the state of an earlier prompt. */
  readonly computed: number;
  readonly seconds: number;
}

const defaultData = fileURLToPath(new URL('../../shared/data/hh-rlhf-harmless-test.jsonl.gz', import.meta.url));
const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '50' },
    // With the replies between them, nine turns or more.
    'user-turns': { type: 'string', default: '5' },
    sequences: { type: 'string', default: '4' },
    data: { type: 'string', default: defaultData },
  },
});
if (existsSync(values.data)) await measure(Number(values.sequences));
else console.log('SKIPPED: the file of HH-RLHF conversations is not here; name it with --data');

async function measure(sequences: number): Promise<void> {
  const count = Number(values.conversations);
  const conversations = longConversations(values.data, count, Number(values['user-turns']));
  const turns = conversations.map(userTurns);
  console.log(
    `${conversations.length} conversations of ${Math.min(...turns)} to ${Math.max(...turns)} user turns, ` +
      `${turns.reduce((sum, one) => sum + one, 0)} decision points, ${sequences} sequences`,
  );
  await using scratch = await scratchFolder();
  const planned = await inPlannedOrder(scratch, conversations, sequences);
  const model = await openLocalModel(reference, { sequences });
  try {
    const requests = distinctRequests(conversations);
    const shuffled = await inShuffledOrder(model, requests, sequences);
    if (shuffled.prompt !== planned.prompt) {
      throw new Error(`${planned.prompt} prompt tokens in one order and ${shuffled.prompt} in the other`);
    }
    const distinct = await distinctTokens(model, requests);
    printFigures([
      { what: 'planned order', ...shown(planned, distinct), aim: '1.1' },
      { what: 'shuffled', ...shown(shuffled, distinct), aim: '' },
    ]);
  } finally {
    await model.close();
  }
}

function shown({ prompt, computed, seconds }: Measured, distinct: number): { measured: string; beside: string } {
  return {
    measured: `${(computed / distinct).toFixed(3)} (${computed.toLocaleString('en')} computed of ${prompt.toLocaleString('en')})`,
    beside: `${distinct.toLocaleString('en')} distinct; ${seconds.toFixed(0)} s`,
  };
}

/** As `exitpoll run` does it; usage is what is stored. */
async function inPlannedOrder(
  scratch: Scratch,
  conversations: readonly (readonly HhMessage[])[],
  sequences: number,
): Promise<Measured> {
  const lines = conversations.map((messages, index) => JSON.stringify({ id: `c${index}`, messages }));
  await writeFile(scratch.path('conversations.jsonl'), lines.join('\n'));
  const loaded = checkStudy(
    {
      name: 'prefix',
      models: [reference],
      datasets: [{ name: 'jsonl', path: 'conversations.jsonl', turns: 'every' }],
      methods: ['baseline'],
      sampling,
    },
    scratch.dir,
  );
  const file = scratch.path('store.sqlite');
  await using store = openStore(file);
  const models = await openModels(loaded, { concurrency: sequences });
  const prepared = await prepareStudy(store, loaded, models);
  const started = performance.now();
  const { ending, errors } = await runStudy(store, prepared, models, { concurrency: sequences });
  const seconds = (performance.now() - started) / 1000;
  await closeModels(models);
  if (ending !== 'done' || errors > 0) throw new Error(`the run ended as ${ending}, with ${errors} errors`);
  return { ...sumOf(storedUsage(file)), seconds };
}

function storedUsage(file: string): readonly (Usage | null)[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('SELECT reply FROM generation').all();
  database.close();
  return rows.map(({ reply }) => (JSON.parse(Buffer.from(reply as Uint8Array).toString('utf8')) as Reply).usage);
}

async function inShuffledOrder(
  model: LocalModel,
  requests: readonly ModelRequest[],
  sequences: number,
): Promise<Measured> {
  const random = seededRandom('prefix');
  const order = requests
    .map((request) => ({ request, rank: random.next() }))
    .sort((one, other) => one.rank - other.rank);
  const usage: (Usage | null)[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: sequences }, async () => {
      for (let next = order.pop(); next !== undefined; next = order.pop()) {
        const options = { seed: 1, signal: new AbortController().signal, context: {} as TrialContext };
        usage.push((await model.generate(next.request, options)).usage);
      }
    }),
  );
  return { ...sumOf(usage), seconds: (performance.now() - started) / 1000 };
}

function sumOf(usage: readonly (Usage | null)[]): Omit<Measured, 'seconds'> {
  let prompt = 0;
  let computed = 0;
  for (const one of usage) {
    if (one === null) throw new Error('a reply without its count of tokens');
    prompt += one.promptTokens;
    computed += one.promptTokens - (one.cachedTokens ?? 0);
  }
  return { prompt, computed };
}

/** One request for every user turn, those that several conversations share once, as a run asks them. */
function distinctRequests(conversations: readonly (readonly HhMessage[])[]): readonly ModelRequest[] {
  const requests = new Map<string, ModelRequest>();
  for (const conversation of conversations) {
    const messages = conversation.map(({ role, content }): Message => ({ role, text: content }));
    messages.forEach(({ role }, index) => {
      if (role !== 'user') return;
      const beginning = messages.slice(0, index + 1);
      requests.set(JSON.stringify(beginning), {
        system: null,
        instructions: null,
        messages: beginning,
        tools: [],
        sampling,
      });
    });
  }
  return [...requests.values()];
}

async function distinctTokens(model: LocalModel, requests: readonly ModelRequest[]): Promise<number> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, logLevel: LlamaLogLevel.error });
  const vocabulary = await llama.loadModel({ modelPath: model.info.path, vocabOnly: true });
  const trie = new TokenTrie();
  for (const request of requests) trie.add(vocabulary.tokenize(await model.renderPrompt(request), true));
  await llama.dispose();
  return trie.size;
}
