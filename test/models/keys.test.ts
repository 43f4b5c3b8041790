import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openKeys } from '../../src/models/keys.ts';
import { openOpenAiModel } from '../../src/models/openai/openai-model.ts';
import { completion } from '../support/chat-server.ts';
import { callOptions, plainRequest } from '../support/model-requests.ts';
import { startServer } from '../support/misbehaving-server.ts';

const key = 'sk-very/secret+0123456789';
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'exitpoll-keys-'));
  await mkdir(join(home, '.config', 'exitpoll'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const bind = (yaml: string): Promise<void> => writeFile(join(home, '.config', 'exitpoll', 'keys.yaml'), yaml);
const keyFor = async (origin: string, env: { [name: string]: string } = {}): Promise<string | undefined> =>
  (await openKeys({ HOME: home, ...env }).keyFor(origin))?.reveal();

describe('which key goes where', () => {
  test('the key of a known provider goes to its own host over https, and nowhere else', async () => {
    const env = { OPENAI_API_KEY: key };
    expect(await keyFor('https://api.openai.com', env)).toBe(key);
    for (const origin of [
      'http://api.openai.com',
      'https://api.openai.com:8443',
      'https://api.openai.com.evil.example',
      'https://evil.example',
      'http://127.0.0.1:8000',
    ]) {
      expect(await keyFor(origin, env)).toBeUndefined();
    }
  });

  test('a missing key names the variable to set', async () => {
    const error = await keyFor('https://openrouter.ai').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ExitpollError', code: 'key-missing' });
    expect(String(error)).toContain('OPENROUTER_API_KEY');
  });

  test('the user binds other hosts, by variable or by file', async () => {
    await bind(
      'Models.Example: {env: MY_KEY}\nother.example:8443: {file: other.key}\nhome.example: {file: ~/home.key}\n',
    );
    await writeFile(join(home, '.config', 'exitpoll', 'other.key'), `${key}-other\n`);
    await writeFile(join(home, 'home.key'), `${key}-home`);
    expect(await keyFor('https://models.example', { MY_KEY: key })).toBe(key);
    expect(await keyFor('https://other.example:8443')).toBe(`${key}-other`);
    expect(await keyFor('https://other.example')).toBeUndefined();
    expect(await keyFor('https://home.example')).toBe(`${key}-home`);
    await expect(keyFor('https://models.example')).rejects.toThrow(/MY_KEY is not set/);
  });

  test('what the user binds goes before the table of providers', async () => {
    await bind('api.openai.com: {env: WORK_KEY}');
    expect(await keyFor('https://api.openai.com', { WORK_KEY: key, OPENAI_API_KEY: 'private-one' })).toBe(key);
  });

  test('the file of keys can be elsewhere', async () => {
    const file = join(home, 'mine.yaml');
    await writeFile(file, 'a.example: {env: A}');
    expect(await keyFor('https://a.example', { A: key, EXITPOLL_CONFIG: file })).toBe(key);
    await mkdir(join(home, 'xdg', 'exitpoll'), { recursive: true });
    await writeFile(join(home, 'xdg', 'exitpoll', 'keys.yaml'), 'b.example: {env: B}');
    expect(await keyFor('https://b.example', { B: key, XDG_CONFIG_HOME: join(home, 'xdg') })).toBe(key);
  });

  test('a key travels unencrypted only where the user allows it, or within this machine', async () => {
    await bind('lan.example:8000: {env: K}\nallowed.example: {env: K, plainHttp: true}\n127.0.0.1:9000: {env: K}\n');
    await expect(keyFor('http://lan.example:8000', { K: key })).rejects.toThrow(/unencrypted/);
    expect(await keyFor('http://allowed.example', { K: key })).toBe(key);
    expect(await keyFor('http://127.0.0.1:9000', { K: key })).toBe(key);
  });

  test.each([
    ['a key pasted in', `host.example: ${key}`, /keys\.yaml:1: "host.example" does not say where a key is/],
    ['an unknown word', `a.example: {env: A}\nb.example: {variable: ${key}}`, /keys\.yaml:2: "b.example"/],
    ['a list', '- a.example', /keys\.yaml/],
    ['broken YAML', `a.example: {env: ${key}`, /keys\.yaml:\d+: the file of keys is not YAML/],
  ])('a file of keys with %s is refused with its place, and never repeated', async (_, yaml, words) => {
    await bind(yaml);
    const error = await keyFor('https://a.example').catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(words);
    expect(inspect(error, { depth: 9 })).not.toContain(key);
  });

  test('a key that cannot be one is refused without being shown', async () => {
    const error = await keyFor('https://api.openai.com', { OPENAI_API_KEY: `${key}\nx-evil: 1` }).catch(String);
    expect(error).toMatch(/OPENAI_API_KEY has spaces, line breaks/);
    expect(error).not.toContain(key);
  });

  test('a missing key file is named', async () => {
    await bind('a.example: {file: gone.key}');
    await expect(keyFor('https://a.example')).rejects.toThrow(/gone\.key/);
  });
});

describe('keys stay out of sight', () => {
  test('of printing, joining, inspecting and serialising', async () => {
    const secret = await openKeys({ HOME: home, OPENAI_API_KEY: key }).keyFor('https://api.openai.com');
    const shown = `${String(secret)} ${inspect({ secret }, { depth: 9 })} ${JSON.stringify({ secret })} ${[secret].join()}`;
    expect(shown).not.toContain(key);
    expect(secret?.source).toBe('the variable OPENAI_API_KEY');
  });

  test('of texts that repeat them in any form', () => {
    const keys = openKeys({ HOME: home, OPENAI_API_KEY: key });
    const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64'), `Bearer ${key}`];
    for (const form of forms) expect(keys.scrub(`bad key "${form}", sorry`)).toMatch(/^bad key ".*\[key\]", sorry$/);
    expect(keys.scrub('Authorization: Bearer abc.def-ghi')).toBe('Authorization: Bearer [key]');
    expect(keys.scrub('nothing to hide')).toBe('nothing to hide');
  });

  test('a server that repeats the key in its error does not get it into the message', async () => {
    await using server = await startServer(({ headers }) => ({
      kind: 'json',
      status: 401,
      body: { error: { message: `Incorrect API key provided: ${headers.authorization}; ${encodeURIComponent(key)}` } },
    }));
    await bind(`${new URL(server.origin).host}: {env: LOCAL_KEY}`);
    const model = await openOpenAiModel(
      { baseUrl: server.baseUrl, model: 'm' },
      { keys: openKeys({ HOME: home, LOCAL_KEY: key }) },
    );
    const error = await model.generate(plainRequest('Hi.'), callOptions()).catch((thrown: unknown) => thrown);
    await model.close();
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(error).toMatchObject({ kind: 'auth' });
    expect(String(error)).toContain('refused the key from the variable LOCAL_KEY');
    expect(inspect(error, { depth: 9 })).not.toContain(key);
    expect(inspect(error, { depth: 9 })).not.toContain(encodeURIComponent(key));
  });

  test('a server on this machine gets no key that is not bound to it', async () => {
    await using server = await startServer(() => completion());
    const keys = openKeys({ HOME: home, OPENAI_API_KEY: key });
    const model = await openOpenAiModel({ baseUrl: server.baseUrl, model: 'm' }, { keys });
    await model.generate(plainRequest('Hi.'), callOptions());
    await model.close();
    expect(JSON.stringify(server.requests)).not.toContain(key);
  });
});
