import { utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { sha256 } from '../../src/base/hash.ts';
import { defaultCacheDir } from '../../src/download/cache-dir.ts';
import { fileSha256 } from '../../src/download/file-hash.ts';
import { tempDir } from './temp-dir.ts';

describe('the cache folder', () => {
  test('is the one asked for, else the one of the system', () => {
    expect(defaultCacheDir({ EXITPOLL_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
    expect(defaultCacheDir({ XDG_CACHE_HOME: '/b' })).toBe(join('/b', 'exitpoll'));
    expect(defaultCacheDir({ EXITPOLL_CACHE: '', XDG_CACHE_HOME: '' })).toBe(join(homedir(), '.cache', 'exitpoll'));
  });
});

describe('remembered hashes', () => {
  test('follow the file when it changes', async () => {
    await using cache = await tempDir();
    const path = join(cache.path, 'model.gguf');
    const options = { cacheDir: join(cache.path, 'cache') };
    await writeFile(path, 'first');
    expect(await fileSha256(path, options)).toBe(sha256('first'));
    expect(await fileSha256(path, options)).toBe(sha256('first'));
    await writeFile(path, 'other');
    await utimes(path, 1, 1);
    expect(await fileSha256(path, options)).toBe(sha256('other'));
  });

  test('do without a cache that cannot be written', async () => {
    await using folder = await tempDir();
    const path = join(folder.path, 'model.gguf');
    await writeFile(path, 'text');
    expect(await fileSha256(path, { cacheDir: join(path, 'not-a-folder') })).toBe(sha256('text'));
  });
});
