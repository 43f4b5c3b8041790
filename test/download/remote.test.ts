import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { describe, expect, test } from 'vitest';

import { fetchRemote } from '../../src/download/fetch-remote.ts';
import { expandHubGlob } from '../../src/download/hub-listing.ts';
import { parseRemote, type RemoteReference, remoteName } from '../../src/download/remote-reference.ts';
import { runCli } from '../support/cli.ts';
import { type Answer, cutAfter, serve, status, whole } from './file-server.ts';
import { tempDir } from './temp-dir.ts';
import { shortTimeouts, someBytes } from './wanted-file.ts';

const bytes = someBytes(200_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** A server that answers questions for the first byte as it should, and other requests with these in turn. */
function asked(tag: string | null, ...answers: readonly Answer[]): Answer {
  let next = 0;
  return (request, response) => {
    if (request.headers.range === 'bytes=0-0') {
      response
        .writeHead(206, {
          ...(tag === null ? {} : { etag: `"${tag}"` }),
          'content-range': `bytes 0-0/${bytes.length}`,
          'content-length': 1,
        })
        .end(bytes.subarray(0, 1));
      return;
    }
    answers[Math.min(next, answers.length - 1)]?.(request, response);
    next += 1;
  };
}

function at(url: string, hash: string | null = null): RemoteReference {
  return { kind: 'https', url: `${url}/dir/talks.jsonl.gz?x=1`, sha256: hash };
}

const hub: RemoteReference = {
  kind: 'hub',
  repository: 'datasets/org/talks',
  revision: 'main',
  path: 'data/a.parquet',
};

describe('a reference to a file elsewhere', () => {
  test('is read for what it is', () => {
    expect(parseRemote('data/talks.jsonl')).toBeNull();
    expect(parseRemote('C:/talks.jsonl')).toBeNull();
    expect(parseRemote(`https://x.org/a/b.gz#sha256=${sha256}`)).toEqual({
      kind: 'https',
      url: 'https://x.org/a/b.gz',
      sha256,
    });
    expect(parseRemote('hf:org/talks/data/a.parquet')).toEqual(hub);
    expect(parseRemote('hf:org/talks@v1/data/*.parquet')).toMatchObject({ revision: 'v1', path: 'data/*.parquet' });
  });

  test.each(['http://x.org/a', 'ftp://x.org/a', 'file:///etc/passwd', 'hf:org', 'hf:org/talks', 'https://'])(
    '%s is refused in one line',
    (text) => {
      expect(() => parseRemote(text)).toThrow(/cannot be fetched|names no file on the hub/);
    },
  );

  test('cannot name a file outside its folder', () => {
    for (const path of ['..', '%2e%2e%2fevil', 'a/../../evil', '%2f..%2f']) {
      const name = remoteName({ kind: 'https', url: `https://x.org/${path}`, sha256: null });
      expect(name).not.toMatch(/[/\\]/);
      expect(['.', '..', '']).not.toContain(name);
    }
  });
});

describe('fetching a file elsewhere', () => {
  test('goes on where the connection was cut, and needs no network from then on', async () => {
    await using cache = await tempDir();
    const reference = await (async () => {
      await using server = await serve(asked('v1', cutAfter(bytes, 70_000), whole(bytes)));
      const path = await fetchRemote(at(server.url), { cacheDir: cache.path, timeouts: shortTimeouts });
      expect(basename(path)).toBe('talks.jsonl.gz');
      expect(await readFile(path)).toEqual(bytes);
      expect(server.ranges).toEqual(['bytes=0-0', null, 'bytes=70000-']);
      return at(server.url);
    })();
    const again = await fetchRemote(reference, { cacheDir: cache.path, timeouts: shortTimeouts });
    expect(await readFile(again)).toEqual(bytes);
  });

  test('fetches a copy again that was changed', async () => {
    await using cache = await tempDir();
    await using server = await serve(asked('v1', whole(bytes)));
    const options = { cacheDir: cache.path, timeouts: shortTimeouts };
    const path = await fetchRemote(at(server.url), options);
    await writeFile(path, Buffer.alloc(bytes.length));
    expect(await readFile(await fetchRemote(at(server.url), options))).toEqual(bytes);
  });

  test('refuses a file with another checksum than the user or the hub gave, and keeps nothing of it', async () => {
    await using cache = await tempDir();
    const options = { cacheDir: cache.path, timeouts: shortTimeouts };
    await using server = await serve(asked('v1', whole(bytes)));
    await expect(fetchRemote(at(server.url, '0'.repeat(64)), options)).rejects.toThrow(/its checksum differs/);
    expect(await readFile(await fetchRemote(at(server.url, sha256), options))).toEqual(bytes);
    for (const tag of ['f'.repeat(64), 'f'.repeat(40)]) {
      await using wrong = await serve(asked(tag, whole(bytes)));
      const environment = { HF_ENDPOINT: wrong.url };
      await expect(fetchRemote(hub, { ...options, environment })).rejects.toThrow(/its checksum differs/);
    }
  });

  test('takes what the hub says of large files, and of small ones, for their checksums', async () => {
    const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    for (const tag of [sha256, blob]) {
      await using cache = await tempDir();
      await using server = await serve(asked(tag, whole(bytes)));
      const options = { cacheDir: cache.path, timeouts: shortTimeouts, environment: { HF_ENDPOINT: server.url } };
      expect(await readFile(await fetchRemote(hub, options))).toEqual(bytes);
    }
  });

  test('sends the token to the hub alone', async () => {
    await using cache = await tempDir();
    const seen: (string | undefined)[] = [];
    const noting: Answer = (request, response) => {
      seen.push(request.headers.authorization);
      asked(null, whole(bytes))(request, response);
    };
    await using store = await serve(noting);
    await using server = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `${store.url}/blob` }).end();
    });
    const environment = { HF_ENDPOINT: server.url, HF_TOKEN: 'hf_secret' };
    const options = { cacheDir: cache.path, timeouts: shortTimeouts, environment };
    await fetchRemote(hub, options);
    expect(seen).toEqual(['Bearer hf_secret', undefined, 'Bearer hf_secret', undefined]);
    seen.length = 0;
    await fetchRemote(at(store.url), options);
    expect(seen).toEqual([undefined, undefined]);
  });

  test('says plainly that there is no network, no file, or no permission', async () => {
    await using cache = await tempDir();
    const options = { cacheDir: cache.path, timeouts: shortTimeouts };
    await expect(fetchRemote(at('http://no-such-host.invalid'), options)).rejects.toThrow(
      /^cannot get http:\/\/no-such-host\.invalid\/dir\/talks\.jsonl\.gz\?x=1: .*no network/,
    );
    await using missing = await serve(status(404));
    await expect(fetchRemote(at(missing.url), options)).rejects.toThrow(/answered 404$/);
    await using shut = await serve(status(401));
    const environment = { HF_ENDPOINT: shut.url };
    await expect(fetchRemote(hub, { ...options, environment })).rejects.toMatchObject({
      hint: expect.stringContaining('HF_TOKEN') as string,
    });
  });
});

describe('a glob on the hub', () => {
  const tree = (...paths: readonly string[]): string => JSON.stringify(paths.map((path) => ({ type: 'file', path })));
  const glob: RemoteReference & { kind: 'hub' } = { ...hub, kind: 'hub', path: 'data/*.parquet' };

  test('is every file that fits, over all pages of the listing', async () => {
    await using server = await serve((request, response) => {
      const isFirst = !(request.url ?? '').includes('cursor');
      const next = { link: `<http://${request.headers.host}/api/next?cursor=2>; rel="next"` };
      response
        .writeHead(200, isFirst ? next : {})
        .end(isFirst ? tree('README.md', 'data/b.parquet') : tree('data/a.parquet'));
    });
    const found = await expandHubGlob(glob, { environment: { HF_ENDPOINT: server.url } });
    expect(found.map(({ path }) => path)).toEqual(['data/a.parquet', 'data/b.parquet']);
  });

  test('that fits nothing says what there is', async () => {
    await using server = await serve((_, response) => response.end(tree('README.md')));
    await expect(expandHubGlob(glob, { environment: { HF_ENDPOINT: server.url } })).rejects.toThrow(
      'no file of datasets/org/talks fits "data/*.parquet"',
    );
  });
});

test('exitpoll reads a data set of the hub by its name', async () => {
  await using folder = await tempDir();
  const text = Buffer.from(`${JSON.stringify({ messages: [{ role: 'user', content: 'from afar' }] })}\n`);
  await using server = await serve(whole(text));
  const env = { HF_ENDPOINT: server.url };
  const good = await runCli(['data', 'inspect', 'hf:org/talks/a.jsonl'], { cwd: folder.path, env });
  expect(good.code).toBe(0);
  expect(good.stdout).toContain('from afar');
  const bad = await runCli(['data', 'inspect', 'hf:org/talks/b.jsonl'], {
    cwd: folder.path,
    env: { HF_ENDPOINT: 'http://127.0.0.1:1' },
  });
  expect(bad.code).toBe(1);
  expect(bad.stderr.trimEnd().split('\n')).toHaveLength(2);
  expect(bad.stderr).toMatch(
    /^exitpoll: cannot get http:\/\/127\.0\.0\.1:1\/datasets\/org\/talks\/resolve\/main\/b\.jsonl: /,
  );
});
