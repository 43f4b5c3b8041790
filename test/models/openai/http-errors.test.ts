import { describe, expect, test } from 'vitest';

import type { ModelErrorKind } from '../../../src/models/model-error.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { serve } from '../../support/openai-model.ts';

const withTool = plainRequest('Hello.', {
  tools: [{ name: 'leave', description: 'Leaves.', parameters: { type: 'object', properties: {} } }],
});
const nested = (message: string, code: string | number | null = null, type = 'invalid_request_error'): unknown => ({
  error: { message, type, param: null, code },
});
const flat = (message: string, code = 400): unknown => ({ object: 'error', message, type: 'BadRequestError', code });

// Wordings in the manner of the servers named, shortened.
describe('what a status and a body mean', () => {
  test.each<[string, number, unknown, ModelErrorKind]>([
    ['401', 401, nested('Incorrect API key provided', 'invalid_api_key'), 'auth'],
    ['403', 403, nested('Country not supported', 'unsupported_country_region_territory'), 'auth'],
    ['402', 402, nested('Insufficient credits', 402), 'no-credit'],
    ['429 of an empty account', 429, nested('You exceeded your current quota', 'insufficient_quota'), 'no-credit'],
    ['429', 429, nested('Rate limit reached', 'rate_limit_exceeded'), 'rate-limit'],
    ['429 without a body', 429, '', 'rate-limit'],
    ['408', 408, nested('Request timed out'), 'timeout'],
    ['409', 409, nested('Conflict'), 'overloaded'],
    ['425', 425, '', 'overloaded'],
    ['500', 500, nested('Internal error', null, 'server_error'), 'server'],
    ['502 of a gateway', 502, '<html><body>Bad gateway</body></html>', 'server'],
    ['503 of llama.cpp', 503, nested('Loading model', 503, 'unavailable_error'), 'overloaded'],
    ['504', 504, '', 'server'],
    ['529', 529, nested('Overloaded'), 'overloaded'],
    ['404 of OpenAI', 404, nested('The model `x` does not exist', 'model_not_found'), 'not-found'],
    ['404 of Ollama', 404, nested('model "x" not found, try pulling it first', null, 'api_error'), 'not-found'],
    ['404 of FastAPI', 404, { detail: 'Not Found' }, 'not-found'],
    ['400 of OpenRouter', 400, nested('x/y is not a valid model ID', 400), 'not-found'],
    ['405', 405, { detail: 'Method Not Allowed' }, 'not-found'],
    [
      'context, OpenAI',
      400,
      nested("This model's maximum context length is 8192 tokens.", 'context_length_exceeded'),
      'context-too-long',
    ],
    [
      'context, vLLM',
      400,
      flat("This model's maximum context length is 4096 tokens. However, you requested 4472."),
      'context-too-long',
    ],
    [
      'context, newer vLLM',
      400,
      nested("You passed 5 input tokens. However, the model's context length is only 4 tokens", 400, 'BadRequestError'),
      'context-too-long',
    ],
    [
      'context, llama.cpp',
      400,
      {
        error: {
          code: 400,
          message: 'request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it',
          type: 'exceed_context_size_error',
          n_ctx: 4096,
        },
      },
      'context-too-long',
    ],
    [
      'context, older llama.cpp',
      500,
      nested('Context size has been exceeded.', 500, 'server_error'),
      'context-too-long',
    ],
    [
      'context, SGLang',
      400,
      flat("The input (61709 tokens) is longer than the model's context length (40960 tokens)."),
      'context-too-long',
    ],
    ['context, Ollama', 400, { error: 'the input length exceeds the context length' }, 'context-too-long'],
    [
      'tools, Ollama',
      400,
      nested('registry.ollama.ai/library/x does not support tools', null, 'api_error'),
      'unsupported-tools',
    ],
    [
      'tools, vLLM',
      400,
      flat('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
      'unsupported-tools',
    ],
    ['tools, llama.cpp', 500, nested('tools param requires --jinja flag', 500, 'server_error'), 'unsupported-tools'],
    [
      'tools, older llama.cpp',
      500,
      { code: 500, message: 'Unsupported param: tools', type: 'server_error' },
      'unsupported-tools',
    ],
    ['tools, OpenRouter', 404, nested('No endpoints found that support tool use.', 404), 'unsupported-tools'],
    ['422', 422, { detail: [{ loc: ['body', 'top_p'], msg: 'must be above 0', type: 'value_error' }] }, 'bad-request'],
    ['400', 400, nested('temperature must be at most 2'), 'bad-request'],
    ['200 with an error inside', 200, { error: { code: 502, message: 'Provider returned error' } }, 'server'],
    [
      '200 with an error in its choice',
      200,
      { choices: [{ error: { code: 429, message: 'Slow down' }, message: { content: '' } }] },
      'rate-limit',
    ],
  ])('%s', async (_, status, body, kind) => {
    await using served = await serve(
      typeof body === 'string' ? { kind: 'bytes', status, body } : { kind: 'json', status, body },
    );
    const error = await served.error(withTool);
    expect(error.kind).toBe(kind);
    if (status !== 200) expect(error.status).toBe(status);
    expect(error.message).toMatch(/^"test-model" at http:\/\/127\.0\.0\.1:\d+\/v1 .*\(HTTP \d{3}\)/);
    expect(error.message).not.toMatch(/[\n<]/);
  });

  test.each([
    [
      "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
      /maxTokensField: max_completion_tokens/,
    ],
    ['body.seed: Extra inputs are not permitted', /seed: false/],
    ['System role not supported', /systemRole: none/],
  ])('a refusal that says %j leads to the setting that helps', async (message, hint) => {
    await using served = await serve({ kind: 'json', status: 400, body: nested(message) });
    const error = await served.error();
    expect(error.kind).toBe('bad-request');
    expect(error.hint).toMatch(hint);
  });

  test('words about tools mean nothing when none were offered', async () => {
    await using served = await serve({ kind: 'json', status: 400, body: nested('x does not support tools') });
    expect((await served.error()).kind).toBe('bad-request');
  });

  test('the sentence of the server is passed on, on one line, without control characters, cut', async () => {
    const message = `first\nsecond \u001b[31mred\u001b[0m ${'long '.repeat(500)}`;
    await using served = await serve({ kind: 'json', status: 400, body: nested(message) });
    const error = await served.error();
    expect(error.message).toContain('first second');
    expect(error.message).not.toMatch(/[\u0000-\u001f]/);
    expect(error.message.length).toBeLessThan(450);
  });

  test('without a key, 401 says where to bind one', async () => {
    await using served = await serve({ kind: 'json', status: 401, body: {} });
    const error = await served.error();
    expect(error.message).toMatch(/wants a key, and none is known/);
    expect(error.hint).toContain(new URL(served.server.origin).host);
    expect(error.stopsModel).toBe(true);
  });

  test.each<[string, number, unknown]>([
    [
      'Azure',
      400,
      {
        error: {
          message: 'The response was filtered',
          type: null,
          param: 'prompt',
          code: 'content_filter',
          status: 400,
        },
      },
    ],
    [
      'a gateway to Azure',
      400,
      { error: { message: 'policy', code: '400', innererror: { code: 'ResponsibleAIPolicyViolation' } } },
    ],
    ['OpenRouter', 403, { error: { code: 403, message: 'The model requires moderation and your input was flagged' } }],
  ])('a prompt withheld by the filter of %s is an outcome, not an error', async (_, status, body) => {
    await using served = await serve({ kind: 'json', status, body });
    expect(await served.ask()).toMatchObject({ text: '', toolCalls: [], finish: 'filtered' });
  });
});

describe('how long a server asks to be left alone', () => {
  test.each<[string, { [name: string]: string }, number | null]>([
    ['in seconds', { 'retry-after': '7' }, 7000],
    ['in parts of a second', { 'retry-after': '0.5' }, 500],
    ['in milliseconds, which go before seconds', { 'retry-after-ms': '1234', 'retry-after': '9' }, 1234],
    ['in words nobody knows', { 'retry-after': 'soon' }, null],
    ['not at all', {}, null],
    ['until a time that is over', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
  ])('%s', async (_, headers, expected) => {
    await using served = await serve({ kind: 'json', status: 429, headers, body: nested('Slow down') });
    expect((await served.error()).retryAfterMs).toBe(expected);
  });

  test('is said where it is more than minutes', async () => {
    const said = async (seconds: string): Promise<string> => {
      const headers = { 'retry-after': seconds };
      await using served = await serve({ kind: 'json', status: 429, headers, body: nested('Slow down') });
      return (await served.error()).message;
    };
    expect(await said('60')).toMatch(/asks for fewer requests \(HTTP 429\): Slow down$/);
    expect(await said('1800')).toMatch(/asks for fewer requests, and for none for 30 minutes \(HTTP 429\)/);
    expect(await said('86400')).toMatch(/for none for 24 hours/);
    expect(await said('9'.repeat(400))).toMatch(/for none for more than a year/);
  });

  test('until a date', async () => {
    const headers = { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() };
    await using served = await serve({ kind: 'json', status: 503, headers, body: {} });
    const asked = (await served.error()).retryAfterMs ?? 0;
    expect(asked).toBeGreaterThan(3_000_000);
    expect(asked).toBeLessThanOrEqual(3_600_000);
  });
});
