import { once } from 'node:events';
import { existsSync, readFileSync, truncateSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { runCli, startCli } from '../support/cli.ts';
import { startServer, type MisbehavingServer } from '../support/misbehaving-server.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

const rows = Array.from({ length: 12 }, (_, index) => `question ${index},answer ${index}`);

interface Scoring extends AsyncDisposable {
  readonly folder: TempFolder;
  readonly server: MisbehavingServer;
  readonly words: readonly string[];
  /** How many replies the classifier answers before it stands still, or fails. */
  patience: number;
  isFailing: boolean;
}

/** A file of twelve replies, and a classifier that answers so many calls as it is told to. */
async function scoring(): Promise<Scoring> {
  const folder = tempFolder();
  folder.write('in.csv', `prompt,reply\n${rows.join('\n')}\n`);
  let answered = 0;
  const server = await startServer(() => {
    if (answered >= one.patience) return one.isFailing ? { kind: 'json', status: 400, body: {} } : { kind: 'hang' };
    answered += 1;
    return { kind: 'json', body: { data: [{ label: 'Refusal', probs: [0.2, 0.8] }] } };
  });
  const columns = ['--prompt-column', 'prompt', '--reply-column', 'reply', '--concurrency', '1'];
  const one: Scoring = {
    folder,
    server,
    words: ['refusal', 'score', '--in', 'in.csv', ...columns, '--scorer', `endpoint:${server.origin}/classify`],
    patience: Number.POSITIVE_INFINITY,
    isFailing: false,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
  return one;
}

const askedOf = ({ server }: Scoring): readonly string[] =>
  server.requests.map(({ json }) => /answer \d+/.exec(String(json?.['input']))?.[0] ?? '');

/** Starts it, and waits until the classifier was asked so often. */
async function startedUntil(one: Scoring, out: string, asked: number): Promise<ReturnType<typeof startCli>> {
  const running = startCli([...one.words, '--out', out], { cwd: one.folder.path });
  await expect.poll(() => one.server.requests.length, { timeout: 20_000 }).toBe(asked);
  return running;
}

describe('scoring a file by a model', () => {
  test('that is killed goes on where it was, and gives what it would have given at once', async () => {
    await using one = await scoring();
    one.patience = 5;
    const running = await startedUntil(one, 'out.csv', 6);
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    expect(existsSync(one.folder.file('out.csv'))).toBe(false);
    // As if it had been killed in the middle of a line: that score is asked for again.
    const kept = one.folder.file('out.csv.scores');
    truncateSync(kept, readFileSync(kept).length - 7);

    one.patience = Number.POSITIVE_INFINITY;
    const end = await runCli([...one.words, '--out', 'out.csv'], { cwd: one.folder.path });
    expect(end).toMatchObject({ code: 0, stderr: expect.stringContaining('4 scores of an earlier run') });
    expect(askedOf(one).slice(6)).toEqual(Array.from({ length: 8 }, (_, index) => `answer ${index + 4}`));
    expect(existsSync(kept)).toBe(false);
    await runCli([...one.words, '--out', 'whole.csv'], { cwd: one.folder.path });
    expect(readFileSync(one.folder.file('out.csv'), 'utf8')).toBe(readFileSync(one.folder.file('whole.csv'), 'utf8'));
  });

  test('that is interrupted says what it kept', async () => {
    await using one = await scoring();
    one.patience = 3;
    const running = await startedUntil(one, 'out.csv', 4);
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('3 scores kept in out.csv.scores, from where the same command goes on'),
    });
  });

  test('tries again what failed, and nothing else', async () => {
    await using one = await scoring();
    one.patience = 10;
    one.isFailing = true;
    const first = await runCli([...one.words, '--out', 'out.csv'], { cwd: one.folder.path });
    expect(first).toMatchObject({ code: 2, stderr: expect.stringContaining('With --force the same command') });
    const before = one.server.requests.length;
    one.patience = Number.POSITIVE_INFINITY;
    const again = await runCli([...one.words, '--out', 'out.csv', '--force'], { cwd: one.folder.path });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('refusal 12') });
    expect(askedOf(one).slice(before)).toEqual(['answer 10', 'answer 11']);
  });

  test('does not take another file for its own', async () => {
    await using one = await scoring();
    for (const notes of ['my notes\n', 'my notes', '["my", "notes"]']) {
      one.folder.write('out.csv.scores', notes);
      expect(await runCli([...one.words, '--out', 'out.csv'], { cwd: one.folder.path })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('out.csv.scores:1: is no score that an interrupted run kept'),
      });
      expect(readFileSync(one.folder.file('out.csv.scores'), 'utf8')).toBe(notes);
    }
  });
});
