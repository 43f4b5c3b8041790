import { describe, expect, test } from 'vitest';

import { openAiIdentity } from '../../../src/models/openai/config.ts';
import { openKeys } from '../../../src/models/keys.ts';
import { firstDialect } from '../../../src/models/openai/dialect.ts';
import { formOfModel } from '../../../src/models/openai/form.ts';
import { serverAt } from '../../../src/models/openai/providers.ts';
import { openAiBody } from '../../../src/models/openai/request-body.ts';
import { openOpenAiModel } from '../../../src/models/openai/openai-model.ts';
import { completion } from '../../support/chat-server.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { serve } from '../../support/openai-model.ts';

/** The body of a plain request to a model at that address. */
function write(baseUrl: string, model = 'm', server?: string): string {
  const config = { baseUrl, model, server };
  const row = serverAt(new URL(baseUrl).origin, server);
  const ofModel = formOfModel(config, row, { service: null, hasKey: false });
  const form = { ...ofModel, dialect: firstDialect(config, row), stream: false, draws: 1, alternatives: null };
  return openAiBody(plainRequest('Hi.', { instructions: 'You may go.' }), form, 1);
}

describe('what is sent', () => {
  test('model, turns and every sampling setting, to the path of chat completions', async () => {
    await using served = await serve(completion());
    await served.model.generate(plainRequest('Hello.'), callOptions({ seed: 77 }));
    const [received] = served.server.requests;
    expect(received).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
    expect(received?.headers['content-type']).toBe('application/json');
    expect(received?.headers.authorization).toBeUndefined();
    expect(received?.json).toEqual({
      model: 'test-model',
      messages: [{ role: 'user', content: 'Hello.' }],
      temperature: 1,
      top_p: 1,
      max_tokens: 16,
      stream: false,
      seed: 77,
    });
  });

  test('no seed, another name for the token limit and further members, where the study says so', async () => {
    await using served = await serve(completion(), {
      seed: false,
      maxTokensField: 'max_completion_tokens',
      extraBody: { top_k: 0, reasoning: { effort: 'low' } },
    });
    await served.ask();
    expect(served.server.requests[0]?.json).toMatchObject({
      max_completion_tokens: 16,
      top_k: 0,
      reasoning: { effort: 'low' },
    });
    expect(served.server.requests[0]?.json).not.toHaveProperty('seed');
    expect(served.server.requests[0]?.json).not.toHaveProperty('max_tokens');
  });

  test('the name of the token limit that a known provider wants', () => {
    expect(write('https://api.openai.com/v1')).toContain('"max_completion_tokens":16');
    expect(write('https://openrouter.ai/api/v1')).toContain('"max_tokens":16');
  });

  test('the system prompt as developer, where OpenAI says so', () => {
    expect(write('https://api.openai.com/v1', 'o3-mini')).toContain('"role":"developer"');
    expect(write('https://api.openai.com/v1', 'gpt-4o')).toContain('"role":"system"');
    expect(write('https://openrouter.ai/api/v1', 'o3-mini')).toContain('"role":"system"');
  });

  test('the seed under the name its server knows, or none', () => {
    expect(write('https://api.mistral.ai/v1')).toContain('"random_seed":1');
    expect(write('https://api.deepseek.com/v1')).not.toContain('seed"');
    expect(write('http://127.0.0.1:1/v1', 'm', 'mistral')).toContain('"random_seed":1');
  });

  test('how much a reasoning model is to think', async () => {
    await using served = await serve(completion(), { reasoningEffort: 'low' });
    await served.ask();
    expect(served.server.requests[0]?.json).toMatchObject({ reasoning_effort: 'low' });
  });

  test('no tools, to a model declared to have none', async () => {
    await using served = await serve(completion(), { tools: false });
    const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];
    expect((await served.error(plainRequest('Hi.', { tools }))).kind).toBe('unsupported-tools');
    expect(served.server.requests).toHaveLength(0);
  });

  const user = { role: 'user', content: 'Hi.' };
  test.each<[string, string | null, string | null, object, unknown]>([
    ['neither', null, null, {}, [user]],
    ['a system prompt', 'Be kind.', null, {}, [{ role: 'system', content: 'Be kind.' }, user]],
    ['instructions', null, 'You may go.', {}, [{ role: 'system', content: 'You may go.' }, user]],
    ['both', 'Be kind.', 'You may go.', {}, [{ role: 'system', content: 'Be kind.\n\nYou may go.' }, user]],
    [
      'both, as developer',
      'Be kind.',
      'You may go.',
      { systemRole: 'developer' },
      [{ role: 'developer', content: 'Be kind.\n\nYou may go.' }, user],
    ],
    [
      'both, without a system role',
      'Be kind.',
      'You may go.',
      { systemRole: 'none' },
      [{ role: 'user', content: 'Be kind.\n\nYou may go.\n\nHi.' }],
    ],
    [
      "instructions beside the template's own prompt",
      null,
      'You may go.',
      { templateSystem: 'I am T.' },
      [{ role: 'system', content: 'I am T.\n\nYou may go.' }, user],
    ],
    ["the template's own prompt alone", null, null, { templateSystem: 'I am T.' }, [user]],
  ])('%s', async (_, system, instructions, config, messages) => {
    await using served = await serve(completion(), config);
    await served.ask(plainRequest('Hi.', { system, instructions }));
    expect(served.server.requests[0]?.json?.['messages']).toEqual(messages);
  });

  test('tools, earlier calls and the turns that answer them', async () => {
    await using served = await serve(completion());
    const parameters = { type: 'object', properties: {} };
    await served.ask(
      plainRequest('', {
        tools: [{ name: 'look', description: 'Looks.', parameters }],
        messages: [
          { role: 'user', text: 'Look.' },
          {
            role: 'assistant',
            text: '',
            toolCalls: [
              { id: null, name: 'look', arguments: '' },
              { id: 'mine', name: 'look', arguments: '{"far":true}' },
            ],
          },
          { role: 'tool', callId: 'mine', text: 'a hill' },
          { role: 'tool', callId: null, text: 'a tree' },
          { role: 'user', text: 'And?' },
        ],
      }),
    );
    const body = served.server.requests[0]?.json;
    expect(body?.['tools']).toEqual([
      { type: 'function', function: { name: 'look', description: 'Looks.', parameters } },
    ]);
    expect(body?.['messages']).toEqual([
      { role: 'user', content: 'Look.' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } },
          { id: 'mine', type: 'function', function: { name: 'look', arguments: '{"far":true}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'mine', content: 'a hill' },
      { role: 'tool', tool_call_id: 'call_1', content: 'a tree' },
      { role: 'user', content: 'And?' },
    ]);
  });

  test('characters arrive as they were', async () => {
    await using served = await serve(completion());
    const text = '\u0000, “quotes”, \u2028, 日本語, 🔄';
    await served.ask(plainRequest(text));
    expect(served.server.requests[0]?.json?.['messages']).toEqual([{ role: 'user', content: text }]);
  });

  test('half a character, which servers in other languages fail on, arrives as the sign for one', async () => {
    await using served = await serve(completion());
    await served.ask(plainRequest('half \ud83d pair', { system: '\udd04' }));
    expect(served.server.requests[0]?.json?.['messages']).toEqual([
      { role: 'system', content: '\ufffd' },
      { role: 'user', content: 'half \ufffd pair' },
    ]);
  });
});

describe('identity', () => {
  const base = { baseUrl: 'http://127.0.0.1:1/v1', model: 'm' };

  test('is what the model is, not where it is or how long it may take', () => {
    const same = {
      ...base,
      baseUrl: 'https://elsewhere.example/v1',
      timeoutMs: 5,
      tools: true,
      seed: false,
      server: 'vllm',
    };
    expect(openAiIdentity(same)).toEqual(openAiIdentity(base));
    for (const changed of [
      { model: 'n' },
      { revision: 'r' },
      { quantisation: 'q' },
      { extraBody: { top_k: 1 } },
      { systemRole: 'none' as const },
      { templateSystem: 'x' },
      { reasoningEffort: 'high' },
    ]) {
      expect(openAiIdentity({ ...base, ...changed })).not.toEqual(openAiIdentity(base));
    }
  });
});

const open = (config: object): Promise<unknown> =>
  openOpenAiModel(
    { baseUrl: 'http://127.0.0.1:1/v1', model: 'm', ...config },
    { keys: openKeys({ HOME: '/nonexistent' }) },
  );

describe('what cannot be opened', () => {
  test.each([
    ['localhost:8000/v1', /starts with localhost:/],
    ['not a url', /is not a URL/],
    ['ftp://host/v1', /starts with ftp:/],
    ['https://host/v1?key=hunter2000', /query or a fragment/],
    ['https://host/v1/chat/completions', /ends in \/chat\/completions/],
    ['https://me:hunter2000@host/v1', /user or password/],
    ['nonsense //me:hunter2000@host', /is not a URL/],
  ])('the baseUrl %s', async (baseUrl, words) => {
    const error = await open({ baseUrl }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ExitpollError', code: 'base-url' });
    expect(String(error)).toMatch(words);
    expect(String(error)).not.toContain('hunter2000');
  });

  test('an extraBody that changes what we set', async () => {
    await expect(open({ extraBody: { temperature: 0 } })).rejects.toThrow(/sets "temperature", which Exitpoll sets/);
  });

  test('a server nobody knows, with the one that was perhaps meant', async () => {
    await expect(open({ server: 'vlm' })).rejects.toThrow(/no server "vlm".*Did you mean "vllm"\?/);
    await expect(open({ server: 'constructor' })).rejects.toThrow(/no server "constructor"/);
  });

  test('two words for how much to think', async () => {
    const both = { reasoningEffort: 'low', extraBody: { reasoning_effort: 'high' } };
    await expect(open(both)).rejects.toThrow(/both reasoningEffort and extraBody/);
  });
});
