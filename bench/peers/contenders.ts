import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { defaultWordings } from '../../src/wordings/default-wordings.ts';
import { itemText, writeItems } from '../support/items.ts';

/** A command that asks a server so many questions, and what it wants of its environment. */
export interface Command {
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It sometimes ends with a failure when all is done: what counts is how often the server was asked. */
  readonly mayFail?: boolean;
}

export interface Task {
  readonly trials: number;
  readonly concurrency: number;
  readonly origin: string;
  /** An empty folder. */
  readonly dir: string;
}

export interface Contender {
  readonly name: string;
  /** Measured with fewer trials. */
  readonly isSlow: boolean;
  /** Prints its version. `null`: it is no program of its own. */
  readonly version: readonly string[] | null;
  /** Writes what it reads. @returns how to start it. */
  prepare(task: Task): Promise<Command>;
}

const { word, instructions } = defaultWordings['bail-string'];
const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));
const loop = fileURLToPath(new URL('../harness/round.ts', import.meta.url));
const maxTokens = 256;

/** The full path of a program, or `null` when it is not on the path. */
export function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** The same questions, word to leave included, replies, number in flight, and no cache: for all of them. */
export const contenders: readonly Contender[] = [
  {
    name: 'exitpoll',
    isSlow: false,
    version: null,
    prepare: async ({ trials, concurrency, origin, dir }) => {
      await writeItems(join(dir, 'items.jsonl'), trials);
      const study = {
        name: 'peers',
        models: [{ baseUrl: `${origin}/v1`, model: 'instant' }],
        datasets: [{ name: 'jsonl', path: 'items.jsonl' }],
        methods: ['bail-string'],
      };
      await writeFile(join(dir, 'peers.yaml'), JSON.stringify(study));
      return { words: [process.execPath, program, 'run', 'peers.yaml', '--concurrency', String(concurrency)] };
    },
  },
  {
    name: 'Pool.request loop',
    isSlow: false,
    version: null,
    prepare: async (task) => ({
      words: [process.execPath, loop, JSON.stringify({ ...task, contender: 'pool', method: 'bail-tool' })],
    }),
  },
  {
    name: 'inspect',
    isSlow: true,
    version: ['inspect', '--version'],
    prepare: async ({ trials, concurrency, origin, dir }) => {
      const lines = questions(trials).map((input) => JSON.stringify({ input, target: word }));
      await writeFile(join(dir, 'questions.jsonl'), lines.join('\n'));
      await writeFile(join(dir, 'task.py'), inspectTask);
      await writeFile(join(dir, 'system.txt'), instructions);
      return {
        words: [
          'inspect',
          'eval',
          'task.py',
          '--model=openai-api/local/instant',
          '--display=none',
          `--max-connections=${concurrency}`,
          `--max-samples=${concurrency}`,
          '--temperature=1',
          `--max-tokens=${maxTokens}`,
          '--log-dir=logs',
        ],
        env: { LOCAL_BASE_URL: `${origin}/v1`, LOCAL_API_KEY: 'none', HOME: dir },
      };
    },
  },
  {
    name: 'promptfoo',
    isSlow: true,
    version: ['promptfoo', '--version'],
    prepare: async ({ trials, concurrency, origin, dir }) => {
      const home = join(dir, 'promptfoo');
      await mkdir(home);
      const config = {
        prompts: ['file://prompt.json'],
        providers: [
          {
            id: 'openai:chat:instant',
            config: { apiBaseUrl: `${origin}/v1`, apiKey: 'none', temperature: 1, max_tokens: maxTokens },
          },
        ],
        defaultTest: { assert: [{ type: 'not-contains', value: word }] },
        tests: questions(trials).map((question) => ({ vars: { question } })),
      };
      const prompt = [
        { role: 'system', content: instructions },
        { role: 'user', content: '{{question}}' },
      ];
      await writeFile(join(dir, 'prompt.json'), JSON.stringify(prompt));
      await writeFile(join(dir, 'promptfooconfig.json'), JSON.stringify(config));
      return {
        words: [
          'promptfoo',
          'eval',
          '--config=promptfooconfig.json',
          '--no-cache',
          '--no-table',
          '--no-progress-bar',
          `--max-concurrency=${concurrency}`,
        ],
        // Its log is closed while lines are still being written to it.
        mayFail: true,
        env: {
          PROMPTFOO_CONFIG_DIR: home,
          PROMPTFOO_DISABLE_TELEMETRY: '1',
          PROMPTFOO_DISABLE_UPDATE: '1',
          HOME: dir,
        },
      };
    },
  },
];

const inspectTask = `from inspect_ai import Task, task
from inspect_ai.dataset import json_dataset
from inspect_ai.scorer import includes
from inspect_ai.solver import generate, system_message


@task
def exit_word():
    words = open("system.txt").read()
    return Task(
        dataset=json_dataset("questions.jsonl"),
        solver=[system_message(words), generate()],
        scorer=includes(),
    )
`;

function questions(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => itemText(index));
}
