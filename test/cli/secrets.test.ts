import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { runCli } from '../support/cli.ts';
import { exitTaker, lastContent } from '../support/exit-server.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { promptsCsv, tempFolder } from '../support/temp-folder.ts';

const key = 'sk-test-9f8e7d6c5b4a39281706f5e4d3c2b1a0';

test('a key reaches the server it is bound to and nothing else: no file, no screen, no report, no export', async () => {
  using folder = tempFolder();
  // A server that repeats what it was sent, key and all, whenever it fails.
  await using server = await startServer((request): Behaviour => {
    const sent = request.headers.authorization ?? '';
    if (lastContent(request.json).includes('number 1')) {
      const encoded = Buffer.from(key).toString('base64');
      const message = `you sent ${sent} (${encoded}, ${JSON.stringify(request.headers)})`;
      return { kind: 'json', status: 500, headers: { 'x-key': sent }, body: { error: { message } } };
    }
    return lastContent(request.json).includes('number 2')
      ? { kind: 'bytes', status: 400, body: `plain text: ${sent}` }
      : exitTaker(request);
  });
  folder.write('prompts.csv', promptsCsv(6));
  folder.write('keys.yaml', `"${new URL(server.origin).host}": {env: EXITPOLL_TEST_KEY}\n`);
  folder.study({
    name: 'secret',
    models: [{ baseUrl: server.baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline', 'bail-prompt'],
    limits: { attempts: 2 },
  });
  const env = { EXITPOLL_CONFIG: folder.path, EXITPOLL_TEST_KEY: key };
  const ends = [];
  for (const words of [
    ['plan', 'study.yaml'],
    ['run', 'study.yaml'],
    ['run', 'study.yaml', '--json', '--debug'],
    ['report', '--format', 'json', '--out', 'report.json'],
    ['report', '--format', 'html', '--out', 'report.html'],
    ['report', '--format', 'csv'],
    ['export', 'trials', '--out', 'trials.jsonl'],
    ['export', 'trials', '--format', 'csv'],
  ]) {
    ends.push(await runCli(words, { cwd: folder.path, env }));
  }
  expect(ends.map((end) => end.code)).toEqual([0, 2, 2, 0, 0, 0, 0, 0]);
  expect(server.requests.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
  // The server's complaint was stored, so there was something to take the key out of.
  expect(readFileSync(folder.file('trials.jsonl'), 'utf8')).toContain('you sent');

  const forms = [key, Buffer.from(key).toString('base64'), encodeURIComponent(key)];
  const shown = ends.map((end) => end.stdout + end.stderr);
  const files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder.path, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, 'latin1'));
  expect(files.length).toBeGreaterThanOrEqual(7);
  for (const text of [...shown, ...files]) {
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
  }

  // A study that names another host gets no key to send there.
  await using stranger = await startServer(exitTaker);
  folder.study({
    name: 'stranger',
    models: [{ baseUrl: stranger.baseUrl, model: 'test-model' }],
    datasets: [{ name: 'csv', path: 'prompts.csv', take: 1 }],
    methods: ['baseline'],
  });
  expect((await runCli(['run', 'study.yaml', '--store', 'other.sqlite'], { cwd: folder.path, env })).code).toBe(0);
  expect(stranger.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('a key that is missing is one line that names the variable, before anything is run', async () => {
  using folder = tempFolder();
  folder.study({ name: 'keyless', models: ['openai:gpt-x'], datasets: ['neutral'], methods: ['baseline'] });
  const end = await runCli(['run', 'study.yaml'], { cwd: folder.path });
  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(/^exitpoll: study\.yaml:4:5: models\[0\]: .*OPENAI_API_KEY is not set\n {2}Set it/);
});
