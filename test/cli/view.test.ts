import { once } from 'node:events';
import { request } from 'node:http';

import { expect, test } from 'vitest';

import { runCli, startCli, type RunningCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { smallStore } from '../support/viewer.ts';

/** What it says first on stdout. */
async function firstWords({ child }: RunningCli): Promise<string> {
  const [words] = (await once(child.stdout ?? child, 'data')) as [string];
  return words;
}

test('the viewer says where it answers, and ends at once on Ctrl-C while a page listens', async () => {
  using folder = tempFolder();
  await smallStore(folder);
  const viewer = startCli(['view', '--port', '0', '--json'], { cwd: folder.path });
  const { url } = JSON.parse(await firstWords(viewer)) as { url: string };
  const [answer] = (await once(request(new URL('api/events', url)).end(), 'response')) as [NodeJS.ReadableStream];
  answer.on('error', () => undefined);
  expect(String((await once(answer, 'data'))[0])).toContain('event: state');
  viewer.child.kill('SIGINT');
  expect(await viewer.ended).toMatchObject({ code: 0, stderr: '' });
});

test('a port that is taken, and what is no port, are said in one line', async () => {
  using folder = tempFolder();
  await smallStore(folder);
  const first = startCli(['view', '--port', '0', '--json'], { cwd: folder.path });
  const { url } = JSON.parse(await firstWords(first)) as { url: string };
  const { port } = new URL(url);
  const second = await runCli(['view', '--port', port], { cwd: folder.path });
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toMatch(new RegExp(`^exitpoll: port ${port} is taken.*\\n.*--port 0.*\\n$`));
  first.child.kill('SIGTERM');
  expect((await first.ended).code).toBe(0);
  for (const wrong of ['http', '-1', '65536', '80.5']) {
    const end = await runCli(['view', `--port=${wrong}`], { cwd: folder.path });
    expect(end, wrong).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toContain('exitpoll: --port takes a whole number from 0 to 65535');
  }
});

test('what is no store, and a host that is not here, are said in one line', async () => {
  using folder = tempFolder();
  const missing = await runCli(['view'], { cwd: folder.path });
  expect(missing.stderr).toMatch(/^exitpoll: exitpoll\.sqlite: there is no such store\n.*\n$/);
  folder.write('notes.sqlite', 'these are notes, and no database '.repeat(100));
  const none = await runCli(['view', '--store', 'notes.sqlite'], { cwd: folder.path });
  expect(none.stderr).toMatch(/^exitpoll: notes\.sqlite: is not an exitpoll store\n.*\n$/);
  await smallStore(folder);
  const elsewhere = await runCli(['view', '--port', '0', '--host', '192.0.2.1'], { cwd: folder.path });
  expect(elsewhere.stderr).toMatch(/^exitpoll: "192\.0\.2\.1" is no address of this machine\n.*--host.*\n$/);
  expect([missing.code, none.code, elsewhere.code]).toEqual([1, 1, 1]);
});
