import { once } from 'node:events';

import { expect, test } from 'vitest';

import { sleep } from '../../src/base/clock.ts';
import { listRuns } from '../../src/store/list-runs.ts';
import type { RunTallies } from '../../src/store/runs.ts';
import { openStore } from '../../src/store/store.ts';
import { completion } from '../support/chat-server.ts';
import { runCli, startCli } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

interface Status {
  readonly schema: string;
  readonly runs: readonly {
    readonly id: number;
    readonly study: string;
    readonly state: string;
    readonly pid: number;
    readonly endedAt: string | null;
    readonly tallies: RunTallies | null;
  }[];
}

/** Trials that have ended, as the newest run last said. */
async function heartbeats(file: string): Promise<number> {
  await using store = openStore(file, 'read');
  return listRuns(store, Date.now())[0]?.tallies?.done ?? 0;
}

const evil = '\u001b]0;owned\u0007\u001b[2J\u202egnp.exe';

test('status tells how a run goes from another process, that it died, and how it ended', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(8));
  let isHanging = true;
  await using server = await startServer((request) => {
    if (request.n === 2) return { kind: 'json', status: 400, body: { error: { message: `no ${evil}` } } };
    return isHanging && request.n > 4 ? { kind: 'hang' } : completion();
  });
  folder.study({
    name: 'watched',
    models: [
      { baseUrl: server.baseUrl, model: 'test-model', concurrency: 1, price: { input: 1_000, output: 1_000 } },
      'sim:even',
    ],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
  });
  const status = async (): Promise<Status> => {
    const end = await runCli(['status', '--json'], { cwd: folder.path });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/u);
    return JSON.parse(end.stdout) as Status;
  };
  const page = async (): Promise<string> => {
    const end = await runCli(['status'], { cwd: folder.path });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/u);
    return end.stdout;
  };

  const none = await runCli(['status'], { cwd: folder.path });
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no such store') as string });

  const running = startCli(['run', 'study.yaml'], { cwd: folder.path });
  await running.said('test-model → ');
  // What the page shows is as old as the run's last heartbeat.
  while ((await heartbeats(folder.file('exitpoll.sqlite'))) < 12) await sleep(50);
  const seen = await status();
  expect(seen.schema).toBe('exitpoll-status');
  expect(seen.runs).toMatchObject([{ id: 1, study: 'watched', state: 'on', pid: running.child.pid, endedAt: null }]);
  const [model, sim] = seen.runs[0]?.tallies?.models ?? [];
  expect(model).toMatchObject({
    label: 'test-model',
    planned: 8,
    done: 4,
    errors: 1,
    pending: 4,
    gate: { inFlight: 1 },
    errorsByKind: { 'bad-request': { count: 1, examples: [{ message: expect.stringContaining('no ') as string }] } },
    givenUp: null,
  });
  expect(model?.spent.cost).toBeCloseTo(3 * 0.015, 10);
  expect(sim).toMatchObject({ label: 'sim:even', done: 8, pending: 0 });
  const on = await page();
  expect(on).toMatch(/^Run 1 of watched: on, process \d+ on .*, since 20.*Z \(.*\), last sign of life \d s ago\n/);
  expect(on).toContain('12 of 16 trials · 75 %');
  expect(on).toMatch(/\n {2}test-model {2}4 of 8 {3}50 % .* 1\/1 .*\$0\.0[45]/);
  expect(on).toMatch(/\n {2}test-model: 1 failed call \(bad-request\)\n {4}\d+ s ago: .*400.*no /);

  running.child.kill('SIGKILL');
  await once(running.child, 'exit');
  expect((await status()).runs[0]).toMatchObject({ state: 'died', endedAt: null });
  expect(await page()).toMatch(
    /^Run 1 of watched: died, or stands still \(process \d+ on .*the same command goes on\n/,
  );

  isHanging = false;
  expect((await runCli(['run', 'study.yaml'], { cwd: folder.path })).code).toBe(0);
  const after = await status();
  expect(after.runs.map((one) => [one.id, one.state])).toEqual([
    [2, 'done'],
    [1, 'died'],
  ]);
  const watched = await runCli(['status', '--watch'], { cwd: folder.path });
  expect(watched.stdout).toMatch(/^Run 2 of watched: done at 20.*\n {2}16 of 16 trials · 100 %/);
  expect(watched.stdout).toMatch(/\nBefore\n {2}Run 1 of watched: died/);
});
