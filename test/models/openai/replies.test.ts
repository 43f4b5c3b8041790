import { describe, expect, test } from 'vitest';

import { completion } from '../../support/chat-server.ts';
import { serve } from '../../support/openai-model.ts';

describe('replies are read leniently', () => {
  test('text, usage, served model and fingerprint', async () => {
    const usage = { prompt_tokens: 20, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 16 } };
    await using served = await serve(completion({}, { usage, model: 'gpt-4o-2024', system_fingerprint: 'fp_1' }));
    expect(await served.ask()).toEqual({
      text: 'Hello.',
      reasoning: null,
      toolCalls: [],
      finish: 'stop',
      finishRaw: 'stop',
      usage: { promptTokens: 20, completionTokens: 4, cachedTokens: 16 },
      servedModel: 'gpt-4o-2024',
      fingerprint: 'fp_1',
    });
  });

  test.each<[string, { [key: string]: unknown }, string]>([
    ['a text', { content: ' as it is \n' }, ' as it is \n'],
    [
      'parts',
      {
        content: [
          { type: 'text', text: 'one ' },
          { type: 'text', text: 'two' },
        ],
      },
      'one two',
    ],
    ['null', { content: null }, ''],
    ['nothing', { content: undefined }, ''],
    ['a refusal beside it', { content: null, refusal: 'I would rather not.' }, 'I would rather not.'],
    ['an odd character', { content: 'half \ud83d pair, \u0000' }, 'half \ud83d pair, \u0000'],
  ])('content given as %s', async (_, message, text) => {
    await using served = await serve(completion(message));
    expect((await served.ask()).text).toBe(text);
  });

  test.each<[string, { [key: string]: unknown }]>([
    ['reasoning_content', { reasoning_content: 'hm' }],
    ['reasoning', { reasoning: 'hm' }],
    [
      'a part',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
          { type: 'text', text: 'Hello.' },
        ],
      },
    ],
  ])('reasoning given as %s is kept apart from the answer', async (_, message) => {
    await using served = await serve(completion(message));
    expect(await served.ask()).toMatchObject({ text: 'Hello.', reasoning: 'hm' });
  });

  test.each<[string, { [key: string]: unknown }, unknown]>([
    [
      'as usual',
      { tool_calls: [{ id: 'c1', function: { name: 'leave', arguments: '{"a":1}' } }] },
      [{ id: 'c1', name: 'leave', arguments: '{"a":1}' }],
    ],
    [
      'with broken arguments',
      { tool_calls: [{ id: 'c1', function: { name: 'leave', arguments: '{"a":' } }] },
      [{ id: 'c1', name: 'leave', arguments: '{"a":' }],
    ],
    [
      'with arguments as an object',
      { tool_calls: [{ function: { name: 'leave', arguments: { a: 1 } } }] },
      [{ id: null, name: 'leave', arguments: '{"a":1}' }],
    ],
    [
      'without a name',
      { tool_calls: [{ id: 'c1', function: { arguments: '' } }] },
      [{ id: 'c1', name: '', arguments: '' }],
    ],
    [
      'twice',
      {
        tool_calls: [
          { id: 'a', function: { name: 'x', arguments: '{}' } },
          { id: 'b', function: { name: 'y', arguments: '{}' } },
        ],
      },
      [
        { id: 'a', name: 'x', arguments: '{}' },
        { id: 'b', name: 'y', arguments: '{}' },
      ],
    ],
    [
      'in the old form',
      { function_call: { name: 'leave', arguments: '{}' } },
      [{ id: null, name: 'leave', arguments: '{}' }],
    ],
    ['as something else', { tool_calls: ['leave'] }, [{ id: null, name: '', arguments: '"leave"' }]],
    ['as null', { tool_calls: null }, []],
  ])('tool calls given %s', async (_, message, calls) => {
    await using served = await serve(completion({ content: null, ...message }));
    expect((await served.ask()).toolCalls).toEqual(calls);
  });

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['content_filter', 'filtered'],
    ['eos_token', 'stop'],
    ['something new', 'other'],
    [null, 'other'],
  ])('the end called %s means %s, and its own word is kept', async (word, finish) => {
    await using served = await serve(completion({}, { finish_reason: word }));
    expect(await served.ask()).toMatchObject({ finish, finishRaw: word });
  });

  test('usage that is missing or nonsense is null, not 0', async () => {
    await using without = await serve(completion({}, { usage: undefined }));
    expect((await without.ask()).usage).toBeNull();
    for (const count of ['many', -1, 1.5, 1e300, 2 ** 63]) {
      await using odd = await serve(completion({}, { usage: { prompt_tokens: count, completion_tokens: 1 } }));
      expect((await odd.ask()).usage).toBeNull();
      await using half = await serve(completion({}, { usage: { prompt_tokens: 1, completion_tokens: count } }));
      expect((await half.ask()).usage).toBeNull();
    }
  });

  test('the right JSON under a wrong content type is a reply all the same', async () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'Hello.' }, finish_reason: 'stop' }] });
    await using served = await serve({ kind: 'bytes', body, headers: { 'content-type': 'text/plain' } });
    expect((await served.ask()).text).toBe('Hello.');
  });
});
