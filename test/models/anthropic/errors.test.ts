import { describe, expect, test } from 'vitest';

import { openAnthropicModel } from '../../../src/models/anthropic/anthropic-model.ts';
import { openKeys } from '../../../src/models/keys.ts';
import { serveAnthropic } from '../../support/anthropic-model.ts';
import { startAnthropicServer, type Answer } from '../../support/anthropic-server.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const refuses = (status: number, type: string, message: string, headers = {}): { answer: () => Answer } => ({
  answer: () => ({ kind: 'refuses', status, type, message, headers }),
});

/** A message with a call whose arguments are a hundred thousand objects within each other. */
const deepMessage = `{"content":[{"type":"tool_use","name":"leave","input":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}]}`;

describe('what an error means', () => {
  test.each([
    [401, 'authentication_error', 'invalid x-api-key', 'auth'],
    [403, 'permission_error', 'Your API key does not have permission to use the specified resource.', 'auth'],
    [402, 'billing_error', 'Payment required', 'no-credit'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.', 'no-credit'],
    [
      400,
      'invalid_request_error',
      'You have reached your specified API usage limits. You will regain access on 2026-12-01',
      'no-credit',
    ],
    [404, 'not_found_error', 'model: claude-none', 'not-found'],
    [400, 'invalid_request_error', 'prompt is too long: 211020 tokens > 200000 maximum', 'context-too-long'],
    [
      400,
      'invalid_request_error',
      'input length and `max_tokens` exceed context limit: 197202 + 21333 > 200000',
      'context-too-long',
    ],
    [413, 'request_too_large', 'Request exceeds the maximum size', 'context-too-long'],
    [400, 'invalid_request_error', 'max_tokens: 100000 > 8192', 'bad-request'],
    [409, 'conflict_error', 'Conflict', 'overloaded'],
    [429, 'rate_limit_error', 'This request would exceed your rate limit', 'rate-limit'],
    [500, 'api_error', 'Internal server error', 'server'],
    [504, 'timeout_error', 'Request timed out', 'timeout'],
    [529, 'overloaded_error', 'Overloaded', 'overloaded'],
  ])('%i %s: %s', async (status, type, message, kind) => {
    await using asked = await serveAnthropic(refuses(status, type, message));
    const error = await asked.error();
    expect(error).toMatchObject({ kind, status });
    expect(error.message).toMatch(/^"claude-test" at http:\/\/127\.0\.0\.1:\d+ .*\(HTTP \d{3}\): /);
    expect(error.message).toContain(message.slice(0, 40));
  });

  test('how long the server asks to be left alone', async () => {
    await using asked = await serveAnthropic(refuses(429, 'rate_limit_error', 'Slow down', { 'retry-after': '7' }));
    expect((await asked.error()).retryAfterMs).toBe(7000);
  });

  test.each<[string, Answer, string, RegExp]>([
    ['a web page', { kind: 'bytes', body: '<!doctype html><p>Hi' }, 'not-found', /web page/],
    [
      'a web page of a gateway that fails',
      { kind: 'bytes', status: 502, body: '<html>Bad gateway' },
      'server',
      /failed/,
    ],
    ['half a JSON', { kind: 'bytes', body: '{"type": "message", "cont' }, 'bad-reply', /breaks off/],
    ['nothing', { kind: 'bytes', body: '' }, 'bad-reply', /nothing/],
    [
      'bytes that are not UTF-8',
      { kind: 'bytes', body: Buffer.from('{"a":"\xff"}', 'latin1') },
      'bad-reply',
      /not UTF-8/,
    ],
    ['JSON nested without end', { kind: 'bytes', body: deepMessage }, 'bad-reply', /nested too deeply/],
    ['JSON of something else', { kind: 'bytes', body: '{"choices": []}' }, 'bad-reply', /without a message/],
    [
      'an error under status 200',
      { kind: 'bytes', body: '{"type":"error","error":{"type":"overloaded_error","message":"Busy"}}' },
      'overloaded',
      /HTTP 529/,
    ],
    ['a reset', { kind: 'reset' }, 'connection', /closed the connection/],
  ])('%s', async (_, answer, kind, words) => {
    await using asked = await serveAnthropic({ answer: () => answer });
    const error = await asked.error();
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
    expect(error.message).not.toMatch(/[\n<]/);
  });

  test('no answer within the time limit', async () => {
    await using asked = await serveAnthropic({ answer: () => ({ kind: 'hang' }) }, { timeoutMs: 80 });
    expect((await asked.error()).kind).toBe('timeout');
  });

  test('a redirect is not followed', async () => {
    await using other = await startAnthropicServer();
    const headers = { location: `${other.baseUrl}/v1/messages` };
    await using asked = await serveAnthropic({ answer: () => ({ kind: 'bytes', status: 307, headers, body: '' }) });
    expect(await asked.error()).toMatchObject({ kind: 'not-found', message: expect.stringContaining('not followed') });
    expect(other.requests).toEqual([]);
  });

  test('words about tools mean nothing when none were offered', async () => {
    await using asked = await serveAnthropic(refuses(400, 'invalid_request_error', 'x does not support tools'));
    expect((await asked.error()).kind).toBe('bad-request');
    const leave = { name: 'leave', description: 'Ends it.', parameters: { type: 'object' } };
    expect((await asked.error(plainRequest('Hello.', { tools: [leave] }))).kind).toBe('unsupported-tools');
  });
});

describe('keys', () => {
  test('a key that the server repeats is taken out of the error', async () => {
    const key = 'sk-ant-api03-very-secret-key';
    await using server = await startAnthropicServer(refuses(401, 'authentication_error', `invalid x-api-key ${key}`));
    using folder = tempFolder();
    folder.write('keys.yaml', `${new URL(server.baseUrl).host}: {env: MY_KEY}\n`);
    const keys = openKeys({ EXITPOLL_CONFIG: folder.path, MY_KEY: key });
    const model = await openAnthropicModel({ baseUrl: server.baseUrl, model: 'm' }, { keys });
    const error = (await model.generate(plainRequest('Hello.'), callOptions()).catch((e: unknown) => e)) as Error;
    await model.close();
    expect(server.requests[0]?.headers['x-api-key']).toBe(key);
    expect(error.message).toMatch(/refused the key from the variable MY_KEY .*\[key\]/);
    expect(JSON.stringify([error.message, error])).not.toContain(key);
  });

  test("the key of Anthropic's own host goes to no other", async () => {
    const keys = openKeys({ HOME: '/nonexistent', ANTHROPIC_API_KEY: 'sk-ant-api03-very-secret-key' });
    expect((await keys.keyFor('https://api.anthropic.com'))?.source).toBe('the variable ANTHROPIC_API_KEY');
    for (const other of ['http://api.anthropic.com', 'https://api.anthropic.com.evil.example', 'http://127.0.0.1:1']) {
      expect(await keys.keyFor(other)).toBeNull();
    }
    expect(keys.scrub('it was sk-ant-api03-very-secret-key')).toBe('it was [key]');
  });
});
