import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { fetchFile } from '../../src/download/fetch-file.ts';
import { cutAfter, hangingAfter, ignoringRange, serve, status, whole, type FileServer } from './file-server.ts';
import { tempDir } from './temp-dir.ts';
import { fileOf, hubSource, shortTimeouts, someBytes } from './wanted-file.ts';

const bytes = someBytes(200_000);
const file = fileOf(bytes, hubSource);

function fetchFrom(server: FileServer, cacheDir: string, progress?: (done: number) => void): Promise<string> {
  return fetchFile(file, {
    cacheDir,
    environment: { HF_ENDPOINT: server.url },
    timeouts: shortTimeouts,
    ...(progress === undefined ? {} : { progress }),
  });
}

describe('fetching from a hub', () => {
  test('fetches the file, tells of progress, and asks for it no second time', async () => {
    await using server = await serve(whole(bytes));
    await using cache = await tempDir();
    const seen: number[] = [];
    const path = await fetchFrom(server, cache.path, (done) => seen.push(done));
    expect(await readFile(path)).toEqual(bytes);
    expect(seen.at(-1)).toBe(bytes.length);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await fetchFrom(server, cache.path)).toBe(path);
    expect(server.ranges).toHaveLength(1);
  });

  test('asks for the path the hub knows', async () => {
    let asked = '';
    await using server = await serve((request, response) => {
      asked = request.url ?? '';
      whole(bytes)(request, response);
    });
    await using cache = await tempDir();
    await fetchFrom(server, cache.path);
    expect(asked).toBe('/someone/some-model/resolve/abc123/dir/a%20b.gguf');
  });

  test('goes on where a cut connection ended', async () => {
    await using server = await serve(cutAfter(bytes, 70_000), cutAfter(bytes, 50_000), whole(bytes));
    await using cache = await tempDir();
    expect(await readFile(await fetchFrom(server, cache.path))).toEqual(bytes);
    expect(server.ranges).toEqual([null, 'bytes=70000-', 'bytes=120000-']);
  });

  test('starts over with a server that ignores ranges', async () => {
    await using server = await serve(cutAfter(bytes, 70_000), ignoringRange(bytes));
    await using cache = await tempDir();
    expect(await readFile(await fetchFrom(server, cache.path))).toEqual(bytes);
  });

  test('gives up on a server that cuts off at the same place for ever, and goes on from there the next time', async () => {
    await using cache = await tempDir();
    {
      await using server = await serve(cutAfter(bytes, 70_000), cutAfter(bytes, 0));
      await expect(fetchFrom(server, cache.path)).rejects.toThrow('after 70000 of 200000 bytes');
    }
    await using server = await serve(whole(bytes));
    expect(await readFile(await fetchFrom(server, cache.path))).toEqual(bytes);
    expect(server.ranges).toEqual(['bytes=70000-']);
  });

  test('refuses other bytes of the right length, and keeps none of them', async () => {
    await using server = await serve(whole(someBytes(bytes.length, 2)));
    await using cache = await tempDir();
    await expect(fetchFrom(server, cache.path)).rejects.toThrow('SHA-256 differs');
    expect((await cache.files()).filter((name) => name.includes('gguf'))).toEqual([]);
  });

  test.each([
    ['a missing file', status(404), 'answered 404'],
    ['a failing server', status(503), 'answered 503'],
    [
      'a web page',
      status(200, { 'content-type': 'text/html; charset=utf-8' }, '<html>Sign in to the network</html>'),
      'sent a web page in place of the file',
    ],
    ['a file of another size', whole(bytes.subarray(0, 1_000)), 'has a file of 1000 bytes where 200000 are expected'],
    ['a redirect without end', status(302, { location: '/again' }), 'redirects in circles'],
    ['a redirect to another protocol', status(302, { location: 'file:///etc/passwd' }), 'which is not encrypted'],
    ['a server that falls silent', hangingAfter(bytes, 0), 'stopped answering'],
  ])('says so when it meets %s', async (_, answer, message) => {
    await using server = await serve(answer);
    await using cache = await tempDir();
    await expect(fetchFrom(server, cache.path)).rejects.toThrow(message);
  });

  test('follows a redirect to another host', async () => {
    await using store = await serve(whole(bytes));
    await using server = await serve(status(302, { location: `${store.url}/blob` }));
    await using cache = await tempDir();
    expect(await readFile(await fetchFrom(server, cache.path))).toEqual(bytes);
  });

  test('ends with the reason of its signal', async () => {
    await using server = await serve(hangingAfter(bytes, 10));
    await using cache = await tempDir();
    const aborting = new AbortController();
    const fetching = fetchFile(file, {
      cacheDir: cache.path,
      environment: { HF_ENDPOINT: server.url },
      signal: aborting.signal,
      progress: () => aborting.abort(new Error('enough')),
    });
    await expect(fetching).rejects.toThrow('enough');
  });
});
