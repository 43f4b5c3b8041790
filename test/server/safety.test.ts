import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Serving } from '../../src/server/serve.ts';
import { hostCheck } from '../../src/server/safety/hosts.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, serveSmall, smallStore, type Answer, type Asked } from '../support/viewer.ts';

let folder: TempFolder;
let file: string;
let serving: Serving;
let port: string;
const get = (path: string, asked?: Asked): Promise<Answer> => ask(serving.url, path, asked);
const status = async (path: string, asked?: Asked): Promise<number> => (await get(path, asked)).status;

beforeAll(async () => {
  folder = tempFolder();
  file = await smallStore(folder);
  serving = await serveSmall(file);
  ({ port } = new URL(serving.url));
});
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe('who may ask', () => {
  test('only the names it is reached by are answered: a stranger’s name that points here is not', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      expect(await status('/api/store', { headers: { host } }), host).toBe(200);
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost',
      'localhost:1',
      `127.0.0.1.evil.example:${port}`,
      `localhost.evil.example:${port}`,
    ]) {
      for (const path of ['/api/store', '/', '/app.js']) {
        expect(await status(path, { headers: { host } }), `${host}${path}`).toBe(403);
      }
    }
  });

  test('names given by --allowed-host are answered, with their port where it was given', async () => {
    await using other = await serveSmall(file, { allowedHosts: ['box.example', 'localhost:9000'] });
    const asHost = async (host: string): Promise<number> =>
      (await ask(other.url, '/api/store', { headers: { host } })).status;
    expect(await asHost('box.example')).toBe(200);
    expect(await asHost('Box.Example:8443')).toBe(200);
    expect(await asHost('localhost:9000')).toBe(200);
    expect(await asHost('localhost:9001')).toBe(403);
    expect(await asHost('other.example')).toBe(403);
  });

  test('where all addresses are listened on, each of this machine is a name, and the wildcard is none', () => {
    const isOurs = hostCheck({ host: '0.0.0.0', port: 80, allowedHosts: [] });
    expect(isOurs('127.0.0.1')).toBe(true);
    expect(isOurs('0.0.0.0')).toBe(false);
    expect(isOurs(undefined)).toBe(false);
  });

  test('other sites can link to the pages and do nothing else', async () => {
    const site = { 'sec-fetch-site': 'cross-site' };
    expect(await status('/', { headers: { ...site, 'sec-fetch-mode': 'navigate' } })).toBe(200);
    expect(await status('/', { headers: { ...site, 'sec-fetch-mode': 'no-cors' } })).toBe(403);
    expect(await status('/app.js', { headers: { ...site, 'sec-fetch-mode': 'no-cors' } })).toBe(403);
    expect(await status('/api/store', { headers: { ...site, 'sec-fetch-mode': 'navigate' } })).toBe(403);
    expect(await status('/api/store', { headers: { 'sec-fetch-site': 'same-site' } })).toBe(403);
    expect(await status('/api/store', { headers: { origin: 'http://evil.example' } })).toBe(403);
    expect(await status('/api/store', { headers: { origin: 'null' } })).toBe(403);
    expect(await status('/api/store', { headers: { origin: 'http://localhost:1' } })).toBe(403);
    expect(await status('/api/store', { headers: { 'sec-fetch-site': 'same-origin' } })).toBe(200);
  });

  test('what would write must come from the viewer’s own page', async () => {
    const own = { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
    const post = (headers: Asked['headers'] = {}): Promise<number> =>
      status('/api/no-such-thing', { method: 'POST', headers, body: '{}' });
    expect(await post()).toBe(403);
    expect(await post({ origin: 'http://evil.example' })).toBe(403);
    expect(await post({ ...own, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post(own)).toBe(404);
  });

  test('a long body is refused, whether its length is told or not', async () => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const body = Buffer.alloc(200_000, 'x');
    const asked = { method: 'POST', headers, body };
    expect(await status('/api/no-such-thing', asked)).toBe(413);
    expect(
      await status('/api/no-such-thing', { ...asked, headers: { ...headers, 'transfer-encoding': 'chunked' } }),
    ).toBe(413);
  });
});

describe('odd requests get a clean answer', () => {
  test.each([
    ['/..%2f..%2fetc%2fpasswd', 404],
    ['/%2e%2e/%2e%2e/package.json', 404],
    ['/../../package.json', 404],
    ['/assets/../../../package.json', 404],
    ['/%', 404],
    ['/%00', 404],
    ['/app.js%00.html', 404],
    ['/constructor', 404],
    ['/api', 404],
    ['/api/../api/nothing', 404],
    ['/api/%ff', 404],
    ['/api/results/__proto__', 400],
    ['/api/results/head?study=%00', 400],
  ])('%#: %s', async (path, wanted) => {
    const answer = await get(path);
    expect(answer.status).toBe(wanted);
    expect(answer.body.toString()).not.toMatch(/\bat .*[/\\].*:\d+|node_modules|SQLITE/);
  });

  test('an address too long is refused, by a word or by hanging up', async () => {
    expect(await status(`/api/store?x=${'x'.repeat(13_000)}`)).toBe(414);
    const hugest = await status(`/api/store?x=${'x'.repeat(100_000)}`).catch(({ code }: NodeJS.ErrnoException) => code);
    expect([431, 'ECONNRESET', 'EPIPE']).toContain(hugest);
    expect(await status('/api/store')).toBe(200);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is no method of it', async (method) => {
    expect(await status('/api/store', { method })).toBe(405);
    expect(await status('/', { method })).toBe(405);
  });

  test('pages take no POST', async () => {
    expect(await get('/', { method: 'POST', body: 'a=b' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });

  test('HEAD is answered as GET, without a body', async () => {
    const answer = await get('/api/store', { method: 'HEAD' });
    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });
});

describe('what stands on every answer', () => {
  test.each(['/', '/app.js', '/api/store', '/api/nothing', '/nothing', '/api/results/nothing'])('%s', async (path) => {
    const { headers } = await get(path);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    if (path.startsWith('/api')) expect(headers['cache-control']).toBe('no-store');
  });
});

describe('where others can reach it', () => {
  test('nothing of the store is told without the token, and all with it', async () => {
    await using other = await serveSmall(file, { host: '0.0.0.0' });
    const url = new URL(other.url);
    const token = url.searchParams.get('token') ?? '';
    expect(token.length).toBeGreaterThan(40);
    const local = `http://127.0.0.1:${url.port}/`;
    for (const path of [
      '/api/store',
      '/api/events',
      '/api/results/head',
      '/api/nothing',
      `/api/store?token=${token}`,
    ]) {
      const answer = await ask(local, path);
      expect(answer.status, path).toBe(401);
      expect(jsonOf<Problem>(answer).problem.hint).toContain('?token=');
    }
    for (const authorization of [`Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, 'Bearer ', token]) {
      expect((await ask(local, '/api/store', { headers: { authorization } })).status, authorization).toBe(401);
    }
    expect((await ask(local, '/api/store', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    // The pages have no data in them: they are what says that a token is missing.
    expect((await ask(local, '/')).status).toBe(200);

    const wrong = await ask(local, '/?token=guess');
    expect(wrong.headers['set-cookie']).toBeUndefined();
    const entered = await ask(local, `/?token=${token}`);
    expect(entered).toMatchObject({ status: 303, headers: { location: '/' } });
    const [cookie = ''] = entered.headers['set-cookie'] ?? [];
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    for (const path of ['//evil.example/', '/\\evil.example/']) {
      const { location } = (await ask(local, `${path}?token=${token}`)).headers;
      expect(new URL(location ?? local, local).host, path).toBe(new URL(local).host);
    }
    const headers = { cookie: cookie.split(';')[0] };
    expect((await ask(local, '/api/store', { headers })).status).toBe(200);
    expect((await ask(local, '/api/store', { headers: { ...headers, origin: 'http://evil.example' } })).status).toBe(
      403,
    );
  });

  test('each viewer has a token of its own, on this machine where it is asked for', async () => {
    await using one = await serveSmall(file, { token: true });
    await using two = await serveSmall(file, { token: true });
    const [first, second] = [one, two].map(({ url }) => new URL(url).searchParams.get('token') ?? '');
    expect(first).not.toBe(second);
    expect((await ask(one.url, '/api/store', { headers: { authorization: `Bearer ${second}` } })).status).toBe(401);
    expect((await ask(one.url, '/api/store', { headers: { authorization: `Bearer ${first}` } })).status).toBe(200);
  });
});

describe('the built files', () => {
  test('come compressed where that is read, and not again while they are the same', async () => {
    const plain = await get('/app.js');
    const packed = await get('/app.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    const { etag } = packed.headers;
    const again = await get('/app.js', { headers: { 'accept-encoding': 'gzip', 'if-none-match': etag } });
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    expect(await status('/app.js', { headers: { 'if-none-match': '"another"' } })).toBe(200);
  });

  test('long answers of the API come compressed too', async () => {
    const plain = await get('/api/results/conditions');
    const packed = await get('/api/results/conditions', { headers: { 'accept-encoding': 'gzip' } });
    if (plain.body.length < 16_384) expect(packed.headers['content-encoding']).toBeUndefined();
    else expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  });
});
