import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../src/base/random.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runCli, startCli } from '../support/cli.ts';
import { callCounts, exitTaker, requestKey } from '../support/exit-server.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { damage, queryNumber, storeFacts } from '../support/store-facts.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const kills = 11;
const concurrency = 6;

function study(baseUrl: string, methods: StudyInput['methods'], items: number, epochs: number): StudyInput {
  return {
    name: 'killed',
    models: [{ baseUrl, model: 'test-model', name: 'served' }],
    datasets: [{ name: 'csv', path: 'prompts.csv', take: items }],
    methods,
    epochs,
  };
}

describe('a run that is killed', () => {
  test(`at ${kills} moments, and then let finish, leaves the store an undisturbed run leaves`, async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(36));
    // Past the moment of a kill so many calls get no answer, however late the kill comes: the study never ends early.
    let answersEnd = Infinity;
    await using server = await startServer(async (request): Promise<Behaviour> => {
      await sleep(4);
      return request.n > answersEnd ? { kind: 'hang' } : exitTaker(request);
    });
    const methods = ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'] as const;
    folder.study(study(server.baseUrl, [...methods], 36, 2));
    const words = ['run', 'study.yaml', '--concurrency', String(concurrency), '--store'];

    const undisturbed = await runCli([...words, 'whole.sqlite'], { cwd: folder.path });
    expect(undisturbed).toMatchObject({ code: 0, stderr: expect.stringContaining('432 of 432 trials') as string });
    const wanted = callCounts(server.requests);
    const before = server.requests.length;
    expect(before).toBe(wanted.size);

    const random = seededRandom('kills');
    for (let kill = 0; kill < kills; kill += 1) {
      const running = startCli([...words, 'killed.sqlite'], { cwd: folder.path });
      const seen = server.requests.length;
      const point = seen + random.below(64);
      answersEnd = point + concurrency;
      // Point `seen` is before the first call: while the study is read and the store is made.
      if (point === seen) await running.said('Study killed');
      while (server.requests.length < point && running.child.exitCode === null) await sleep(1);
      running.child.kill('SIGKILL');
      expect((await running.ended).signal).toBe('SIGKILL');
    }
    answersEnd = Infinity;
    const last = await runCli([...words, 'killed.sqlite'], { cwd: folder.path });

    expect(last).toMatchObject({ code: 0, stdout: undisturbed.stdout.replaceAll('whole.sqlite', 'killed.sqlite') });
    expect(await damage(folder.file('killed.sqlite'))).toEqual([]);
    expect(storeFacts(folder.file('killed.sqlite'))).toEqual(storeFacts(folder.file('whole.sqlite')));
    expect(queryNumber(folder.file('killed.sqlite'), 'SELECT count(*) FROM trial')).toBe(432);
    expect(queryNumber(folder.file('killed.sqlite'), 'SELECT count(*) FROM outcome')).toBe(2 * 432);
    const calls = callCounts(server.requests.slice(before));
    expect(new Set(calls.keys())).toEqual(new Set(wanted.keys()));
    expect(server.requests.length - before - calls.size).toBeLessThanOrEqual(kills * concurrency);
  }, 120_000);

  test('while every call is held up: the next one waits for nothing, and repeats only what was in flight', async () => {
    using folder = tempFolder();
    folder.write('prompts.csv', promptsCsv(20));
    const inFlight: string[] = [];
    let answersLeft = 13;
    await using server = await startServer((request): Behaviour => {
      answersLeft -= 1;
      if (answersLeft >= 0) return exitTaker(request);
      inFlight.push(requestKey(request));
      return { kind: 'hang' };
    });
    folder.study(study(server.baseUrl, ['bail-tool', 'bail-string'], 20, 1));
    const words = ['run', 'study.yaml', '--concurrency', String(concurrency)];

    const running = startCli(words, { cwd: folder.path });
    while (inFlight.length === 0) await sleep(1);
    running.child.kill('SIGKILL');
    await running.ended;
    // On its way is a call until its reply is durable.
    const held = [...inFlight];
    const stored = queryNumber(folder.file('exitpoll.sqlite'), 'SELECT count(*) FROM generation');
    const undone = 13 - stored + held.length;
    expect(undone).toBeLessThanOrEqual(concurrency);

    answersLeft = Infinity;
    const next = await runCli(words, { cwd: folder.path });
    expect(next.code).toBe(0);
    expect(next.stderr, 'the lease of a dead process is nothing to wait for').not.toContain('in use');
    const repeated = [...callCounts(server.requests)].filter(([, count]) => count > 1);
    expect(repeated.map(([, count]) => count)).toEqual(Array.from({ length: undone }, () => 2));
    expect(repeated.map(([key]) => key)).toEqual(expect.arrayContaining(held));
    expect(server.requests).toHaveLength(40 + undone);
  });
});
