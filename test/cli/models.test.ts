import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { tempDir } from '../download/temp-dir.ts';
import { completion } from '../support/chat-server.ts';
import { startCli } from '../support/cli.ts';
import { startServer } from '../support/misbehaving-server.ts';

const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));

async function exitpoll(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, ...environment } });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { out, err, code: code as number };
}

describe('exitpoll models', () => {
  test('list says which weights are here, without fetching any', async () => {
    await using cache = await tempDir();
    const { out, code } = await exitpoll(['models', 'list', '--json'], {
      EXITPOLL_CACHE: cache.path,
      EXITPOLL_MODELS: '',
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      models: [{ name: 'smollm2-135m-instruct', sizeBytes: 98_362_432, path: null }],
    });
    expect(await cache.files()).toEqual([]);
  });

  test('pull tells every source it tried, in one error', async () => {
    await using cache = await tempDir();
    const { err, code } = await exitpoll(['models', 'pull', 'smollm2-135m-instruct'], {
      EXITPOLL_CACHE: cache.path,
      EXITPOLL_MODELS: '',
      HF_ENDPOINT: 'http://127.0.0.1:9',
      PATH: '',
    });
    expect(code).toBe(1);
    expect(err).toContain('http://127.0.0.1:9');
    expect(err).toContain('there is no pip on this machine');
    expect(err).toContain(join(cache.path, 'files'));
    expect(err).not.toContain('    at ');
  });

  test('check shows a simulated respondent as one', async () => {
    const { out, code } = await exitpoll(['models', 'check', 'sim:even', '--json']);
    expect(code).toBe(0);
    const { models } = JSON.parse(out) as { models: readonly { label: string; findings: readonly unknown[] }[] };
    expect(models).toMatchObject([{ label: 'sim:even', traits: { simulated: true } }]);
    expect(models[0]?.findings[0]).toMatchObject({ capability: 'answers', verdict: 'yes' });
  });

  test('check asks every model of a study, and one that fails does not stand in the way of the others', async () => {
    await using folder = await tempDir();
    const path = join(folder.path, 'study.yaml');
    await writeFile(
      path,
      'name: two\nmodels:\n  - { name: gone, baseUrl: "http://127.0.0.1:9/v1", model: x }\n  - sim:even\n' +
        'datasets: [neutral]\nmethods: [baseline]\n',
    );
    const { out, err, code } = await exitpoll(['models', 'check', path, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      models: [
        { label: 'gone', error: { code: 'model-check-failed' } },
        { label: 'sim:even', calls: expect.any(Number) },
      ],
    });
    expect(err).toContain('"event":"check"');
  });

  test('check ends on Ctrl-C with what it has found out, and says that it was broken off', async () => {
    await using folder = await tempDir();
    let asked = 0;
    const { promise: second, resolve } = Promise.withResolvers<void>();
    await using server = await startServer(() => {
      asked += 1;
      if (asked === 1) return completion({ content: 'Hello.' });
      resolve();
      return { kind: 'hang' };
    });
    const path = join(folder.path, 'study.yaml');
    await writeFile(
      path,
      `name: one\nmodels: [{ baseUrl: "${server.baseUrl}", model: x }]\ndatasets: [neutral]\nmethods: [baseline]\n`,
    );
    const running = startCli(['models', 'check', path], { cwd: folder.path });
    await second;
    running.child.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('"Hello."');
    expect(stdout).toContain('Broken off.');
  });

  test.each([['check', 'sim:even'], ['servers']])('%s %s prints a page of at most 80 columns', async (...words) => {
    const { out, code } = await exitpoll(['models', ...words]);
    expect(code).toBe(0);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.each([
    ['an unknown name', ['models', 'pull', 'smollm2'], 'Did you mean "smollm2-135m-instruct"?'],
    ['an unknown kind', ['models', 'check', 'locall:x'], 'Did you mean "local"?'],
    ['a file that is not there', ['models', 'check', 'none.gguf'], 'none.gguf'],
  ])('answers %s in one line', async (_, words, expected) => {
    const { err, code } = await exitpoll(words);
    expect(code).toBe(1);
    expect(err).toContain(expected);
    expect(err).not.toContain('    at ');
  });

  test('check names a file that is no GGUF', async () => {
    await using folder = await tempDir();
    const path = join(folder.path, 'notes.gguf');
    await writeFile(path, 'only notes, no model in here');
    const { err, code } = await exitpoll(['models', 'check', `local:${path}`]);
    expect(code).toBe(1);
    expect(err).toContain(`${path} is not a GGUF file`);
  });
});
