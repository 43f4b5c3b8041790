import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { fetchFile } from '../../src/download/fetch-file.ts';
import { hangingAfter, serve, whole } from './file-server.ts';
import { tempDir } from './temp-dir.ts';
import { fileOf, hubSource, someBytes } from './wanted-file.ts';

const bytes = someBytes(400_000);
const file = fileOf(bytes, hubSource);

/** A process of its own that fetches the file and writes how far it is. */
function fetchingProcess(cacheDir: string, url: string): ChildProcess {
  const script = `
    import { fetchFile } from ${JSON.stringify(new URL('../../src/download/fetch-file.ts', import.meta.url).href)};
    const path = await fetchFile(${JSON.stringify(file)}, {
      cacheDir: ${JSON.stringify(cacheDir)},
      environment: { HF_ENDPOINT: ${JSON.stringify(url)} },
      progress: (done) => console.log('at ' + done),
    });
    console.log('got ' + path);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Resolves once the process has written the words. */
async function hasWritten(child: ChildProcess, words: string): Promise<void> {
  let seen = '';
  for await (const chunk of child.stdout ?? []) {
    seen += String(chunk);
    if (seen.includes(words)) return;
  }
  throw new Error(`it ended after writing: ${seen}`);
}

describe('several processes', () => {
  test('a download that was killed is continued by the next process', async () => {
    await using cache = await tempDir();
    await using server = await serve(hangingAfter(bytes, 150_000), whole(bytes));
    const child = fetchingProcess(cache.path, server.url);
    await hasWritten(child, 'at 150000');
    // The bytes are on disk once the cache shows them; only then is the kill a fair one.
    await expect
      .poll(async () => {
        const { statSync, readdirSync } = await import('node:fs');
        const parts = readdirSync(cache.path, { recursive: true, withFileTypes: true }).filter((entry) =>
          entry.name.endsWith('.part'),
        );
        return parts.map((entry) => statSync(`${entry.parentPath}/${entry.name}`).size);
      })
      .toEqual([150_000]);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const path = await fetchFile(file, { cacheDir: cache.path, environment: { HF_ENDPOINT: server.url } });
    expect(await readFile(path)).toEqual(bytes);
    expect(server.ranges).toEqual([null, 'bytes=150000-']);
    expect((await cache.files()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('three that fetch the same file at once all get it whole', async () => {
    await using cache = await tempDir();
    await using server = await serve(whole(bytes));
    const children = [1, 2, 3].map(() => fetchingProcess(cache.path, server.url));
    const codes = await Promise.all(
      children.map(async (child) => {
        child.stdout?.resume();
        return ((await once(child, 'exit')) as [number])[0];
      }),
    );
    expect(codes).toEqual([0, 0, 0]);
    const files = await cache.files();
    expect(files.filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(files.filter((name) => name === file.fileName)).toHaveLength(1);
    const path = await fetchFile(file, { cacheDir: cache.path, environment: { HF_ENDPOINT: 'http://127.0.0.1:9' } });
    expect(await readFile(path)).toEqual(bytes);
  });
});
