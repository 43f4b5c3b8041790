import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import type { ClassifierText } from '../../src/refusal/conversation-text.ts';
import type { Exchange } from './generated.ts';

const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));
const library = new URL('library.ts', import.meta.url).href;

interface Scored {
  readonly label: string;
  readonly score: number;
}

/** Scores exchanges with `exitpoll refusal score`, as exchanges and as replies alone; runs in `folder`. */
export async function scoredByCommand(
  folder: string,
  model: string,
  exchanges: readonly Exchange[],
): Promise<readonly { readonly [form in ClassifierText]: Scored }[]> {
  await writeFile(
    join(folder, 'in.jsonl'),
    exchanges.map(({ prompt, reply }) => `${JSON.stringify({ prompt, reply: reply.toWellFormed() })}\n`).join(''),
  );
  const names = { exchange: `hf:${model}`, reply: `hf:${model}?text=reply` };
  const columns = ['--in', 'in.jsonl', '--out', 'out.jsonl', '--prompt-column', 'prompt', '--reply-column', 'reply'];
  const words = ['refusal', 'score', ...columns, '--scorer', names.exchange, '--scorer', names.reply];
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: `--import ${library}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, code] = await Promise.all([readAll(child.stderr), new Promise((done) => child.once('close', done))]);
  if (code !== 0) throw new Error(`exitpoll refusal score ended with ${String(code)}: ${said.slice(-600)}`);
  const row = z.record(z.string(), z.unknown());
  const one = z.object({ label: z.string(), score: z.number() });
  return (await readFile(join(folder, 'out.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)))
    .map((fields) => {
      const of = (name: string): Scored =>
        one.parse({ label: fields[`${name}.label`], score: fields[`${name}.score`] });
      return { exchange: of(names.exchange), reply: of(names.reply) };
    });
}
