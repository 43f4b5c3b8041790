import { expect, test } from 'vitest';

import type { Results } from '../../src/analysis/results.ts';
import { runCli } from '../support/cli.ts';
import { exitTaker } from '../support/exit-server.ts';
import { startServer, type Behaviour, type ReceivedRequest } from '../support/misbehaving-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const contextCharacters = 400;
const conversations = 6;
const turns = 5;

/** A conversation of 100 characters a turn: its fourth turn of the user and what follows do not fit. */
function talk(index: number): object {
  const text = (turn: number): string => `turn ${turn} of ${index} `.padEnd(50, 'x');
  return {
    conversation_id: `c${index}`,
    conversation: Array.from({ length: 2 * turns }, (_, turn) => ({
      role: turn % 2 === 0 ? 'user' : 'assistant',
      content: text(turn),
    })),
  };
}

const lengthOf = ({ json }: ReceivedRequest): number =>
  ((json?.['messages'] ?? []) as readonly { readonly role: string; readonly content: string }[])
    .filter(({ role }) => role !== 'system')
    .reduce((sum, { content }) => sum + content.length, 0);

test('turns of a conversation that do not fit a context are skipped, each counted and none shortened', async () => {
  using folder = tempFolder();
  const sent: number[] = [];
  await using server = await startServer((request): Behaviour => {
    sent.push(lengthOf(request));
    if (lengthOf(request) <= contextCharacters) return exitTaker(request);
    const error = { message: 'This model has a maximum context length', code: 'context_length_exceeded' };
    return { kind: 'json', status: 400, body: { error } };
  });
  folder.write('talks.json', JSON.stringify(Array.from({ length: conversations }, (_, index) => talk(index))));
  folder.study({
    name: 'talks',
    models: [{ baseUrl: server.baseUrl, model: 'test-model', name: 'served' }],
    datasets: [{ path: 'talks.json', turns: 'every' }],
    methods: ['bail-string'],
  });
  const end = await runCli(['run', 'study.yaml', '--json'], { cwd: folder.path });
  expect(end.code).toBe(0);
  const [condition] = (JSON.parse(end.stdout) as Results).conditions;
  // Turn k of the user comes after k - 1 pairs of 100 characters, and has 50 itself.
  const fitting = Array.from({ length: turns }, (_, turn) => 100 * turn + 50).filter(
    (n) => n <= contextCharacters,
  ).length;
  expect(condition).toMatchObject({ planned: conversations * turns, clusters: conversations, complete: true });
  expect(condition?.outcomes).toMatchObject({
    skipped: conversations * (turns - fitting),
    error: 0,
    pending: 0,
  });
  expect(Map.groupBy(sent, (length) => length).size).toBe(turns);
  const plan = await runCli(['plan', 'study.yaml'], { cwd: folder.path });
  expect(plan.stdout).toMatch(/talks: 30 items$/m);
}, 120_000);
