import { describe, expect, test } from 'vitest';

import { completion } from '../../support/chat-server.ts';
import { inTurn, startServer, type Behaviour } from '../../support/misbehaving-server.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { serve } from '../../support/openai-model.ts';

const html = '<!doctype html><html><body><h1>Welcome</h1></body></html>';
const bytes = (body: string | Uint8Array, type = 'application/json', status = 200): Behaviour => ({
  kind: 'bytes',
  status,
  body,
  headers: { 'content-type': type },
});

/** A hundred thousand objects within each other. */
const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
const deepCall = (of: string): string =>
  `{"choices":[{"index":0,"${of}":{"tool_calls":[{"index":0,"function":{"name":"leave","arguments":${deep}}}]}}]}`;

describe('an answer that is no reply', () => {
  test.each<[string, Behaviour, string, RegExp]>([
    ['a web page', bytes(html, 'text/html; charset=utf-8'), 'not-found', /web page \(text\/html/],
    ['a web page called JSON', bytes(html), 'not-found', /web page/],
    ['a web page that is not there', bytes(html, 'text/html', 404), 'not-found', /web page/],
    ['half a JSON', bytes('{"choices": [{"message": {"content": "Hel'), 'bad-reply', /JSON that breaks off/],
    ['another content type', bytes('Hello there', 'text/plain'), 'bad-reply', /text\/plain instead of JSON/],
    ['a stream', bytes('data: {"choices": []}\n\n', 'text/event-stream'), 'bad-reply', /streamed/],
    ['bytes that are not UTF-8', bytes(Buffer.from('{"a": "\xff\xfe"}', 'latin1')), 'bad-reply', /not UTF-8/],
    ['nothing', bytes(''), 'bad-reply', /answered with nothing/],
    ['JSON of something else', { kind: 'json', body: { hello: 'world' } }, 'bad-reply', /without a message/],
    ['JSON that is no object', { kind: 'json', body: [1, 2] }, 'bad-reply', /without a message/],
    ['JSON nested without end', bytes(deepCall('message')), 'bad-reply', /nested too deeply/],
    ['no choices', { kind: 'json', body: { choices: [] } }, 'bad-reply', /without a message/],
    [
      'a reply broken off by the server',
      completion({}, { finish_reason: 'abort' }),
      'overloaded',
      /broke its reply off/,
    ],
    ['bytes that are not HTTP', { kind: 'not-http' }, 'bad-reply', /not HTTP/],
    ['more than any reply can be', { kind: 'flood', bytes: 40 * 2 ** 20 }, 'bad-reply', /larger than any reply/],
    ['a reset', { kind: 'reset' }, 'connection', /closed the connection/],
    ['an answer cut short', { kind: 'cut' }, 'connection', /closed the connection/],
  ])('%s is told apart, in one line that names model and address', async (_, behaviour, kind, words) => {
    await using served = await serve(behaviour);
    const error = await served.error();
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
    expect(error.message).toContain(`"test-model" at ${served.server.baseUrl}`);
    expect(error.message).not.toMatch(/[\n<]/);
  });

  test('a stream of JSON nested without end', async () => {
    await using served = await serve(bytes(`data: ${deepCall('delta')}\n\n`, 'text/event-stream'), { stream: true });
    expect(await served.error()).toMatchObject({
      kind: 'bad-reply',
      message: expect.stringMatching(/nested too deeply/) as string,
    });
  });

  test('a server that streams unasked leads to a hint about the setting for it', async () => {
    await using served = await serve(bytes('data: {"choices": []}\n\n', 'text/event-stream'));
    expect((await served.error()).hint).toMatch(/stream: true/);
  });

  test('a wrong address leads to a hint about the baseUrl', async () => {
    await using served = await serve(bytes(html, 'text/html'));
    expect((await served.error()).hint).toMatch(/baseUrl right\? It should usually end in \/v1/);
  });

  test.each<[string, Behaviour]>([
    ['nothing is sent', { kind: 'hang' }],
    ['the answer stops half way', { kind: 'stall' }],
    ['the answer drips without end', { kind: 'drip' }],
  ])('the time limit holds when %s', async (_, behaviour) => {
    await using served = await serve(behaviour, { timeoutMs: 80 });
    const error = await served.error();
    expect(error.kind).toBe('timeout');
    expect(error.message).toMatch(/within 0\.08 s$/);
  });

  test('a refused connection is named with the address', async () => {
    const gone = await startServer(() => ({ kind: 'hang' }));
    await gone.close();
    await using served = await serve({ kind: 'hang' }, { baseUrl: gone.baseUrl });
    const error = await served.error();
    expect(error.kind).toBe('connection');
    expect(error.message).toMatch(/refused/);
    expect(error.hint).toContain(gone.baseUrl);
  });

  test('an unknown host is a connection error', async () => {
    await using served = await serve({ kind: 'hang' }, { baseUrl: 'http://no-such-host.invalid/v1' });
    const error = await served.error();
    expect(error.kind).toBe('connection');
    expect(error.message).toContain('no-such-host.invalid');
  });

  test('https spoken to a plain server is a connection error', async () => {
    await using plain = await startServer(() => ({ kind: 'hang' }));
    await using served = await serve({ kind: 'hang' }, { baseUrl: plain.baseUrl.replace('http:', 'https:') });
    expect((await served.error()).kind).toBe('connection');
  });

  test('a redirect is not followed', async () => {
    await using other = await startServer(() => completion());
    const headers = { location: `${other.baseUrl}/chat/completions` };
    await using served = await serve({ kind: 'json', status: 307, headers, body: {} });
    const error = await served.error();
    expect(error.kind).toBe('not-found');
    expect(error.message).toMatch(/redirects to .* not followed/);
    expect(other.requests).toHaveLength(0);
  });
});

describe('aborting', () => {
  test('a call that waits for its answer rejects with the reason, and the server sees it go', async () => {
    const aborting = new AbortController();
    const reason = new Error('enough');
    await using served = await serve(() => {
      aborting.abort(reason);
      return { kind: 'hang' };
    });
    const call = served.model.generate(plainRequest('Hello.'), callOptions({ signal: aborting.signal }));
    await expect(call).rejects.toBe(reason);
    await expect.poll(() => served.server.dropped()).toBe(1);
  });

  test('a call whose answer has begun rejects with the reason too', async () => {
    await using served = await serve(inTurn({ kind: 'stall' }, completion()));
    const aborting = new AbortController();
    const reason = new Error('enough');
    const call = served.model.generate(plainRequest('Hello.'), callOptions({ signal: aborting.signal }));
    call.catch(() => undefined);
    await expect.poll(() => served.server.requests.length).toBe(1);
    aborting.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect((await served.ask()).text).toBe('Hello.');
  });
});

test('closing the model ends the calls in flight', async () => {
  await using served = await serve({ kind: 'hang' });
  const call = served.error();
  await expect.poll(() => served.server.requests.length).toBe(1);
  await served.model.close();
  expect((await call).kind).toBe('connection');
});

test('calls one after another share a connection, calls at once do not wait for each other', async () => {
  await using served = await serve(({ n }) => (n === 3 ? { kind: 'hang' } : completion()));
  await served.ask();
  await served.ask();
  expect(served.server.connections()).toBe(1);
  const waiting = served.error();
  await expect.poll(() => served.server.requests.length).toBe(3);
  expect((await served.ask()).text).toBe('Hello.');
  expect(served.server.connections()).toBe(2);
  await served.model.close();
  await waiting;
});
