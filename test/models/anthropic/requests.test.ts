import { describe, expect, test } from 'vitest';

import type { Message } from '../../../src/conversation/messages.ts';
import { openAnthropicModel } from '../../../src/models/anthropic/anthropic-model.ts';
import { anthropicConfig, anthropicIdentity } from '../../../src/models/anthropic/config.ts';
import { openKeys } from '../../../src/models/keys.ts';
import { serveAnthropic } from '../../support/anthropic-model.ts';
import { plainRequest } from '../../support/model-requests.ts';

const leave = { name: 'leave', description: 'Ends it.', parameters: { type: 'object', properties: {} } };

describe('what is sent', () => {
  test('system and instructions apart from the turns, tools with their schema, no seed', async () => {
    await using asked = await serveAnthropic();
    await asked.ask(plainRequest('Hello.', { system: 'Be brief.', instructions: 'You may leave.', tools: [leave] }));
    expect(asked.sent()).toEqual({
      model: 'claude-test',
      system: 'Be brief.\n\nYou may leave.',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello.' }] }],
      max_tokens: 16,
      stream: false,
      temperature: 1,
      tools: [{ name: 'leave', description: 'Ends it.', input_schema: leave.parameters }],
    });
    expect(asked.server.requests[0]?.headers).toMatchObject({ 'anthropic-version': '2023-06-01' });
  });

  test('results of tools open the next user turn, whoever gave the ids of the calls', async () => {
    await using asked = await serveAnthropic();
    const messages: Message[] = [
      { role: 'user', text: 'Add them.' },
      {
        role: 'assistant',
        text: '',
        toolCalls: [
          { id: 'functions.add:0', name: 'add', arguments: '{"a":1}' },
          { id: null, name: 'add', arguments: 'not json' },
        ],
      },
      { role: 'tool', callId: 'functions.add:0', text: 'three' },
      { role: 'tool', callId: null, text: 'four' },
      { role: 'user', text: 'Well?' },
    ];
    await asked.ask(plainRequest('', { messages, tools: [leave] }));
    expect(asked.sent()['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Add them.' }] },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'call_1', name: 'add', input: { a: 1 } },
          { type: 'tool_use', id: 'call_2', name: 'add', input: { arguments: 'not json' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'call_1', content: 'three' },
          { type: 'tool_result', tool_use_id: 'call_2', content: 'four' },
          { type: 'text', text: 'Well?' },
        ],
      },
    ]);
  });

  test('the beginning of a reply stands as the last turn, and is not repeated in the reply', async () => {
    await using asked = await serveAnthropic();
    const reply = await asked.ask(plainRequest('Pick one.', { prefill: '<answer>' }));
    expect(asked.sent()['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: [{ type: 'text', text: '<answer>' }] },
    ]);
    expect(reply.text).not.toContain('<answer>');
  });

  test.each([
    ['temperature alone', { temperature: 0.3, topP: 1 }, { temperature: 0.3 }],
    ['top_p alone, where the temperature is the default', { temperature: 1, topP: 0.9 }, { top_p: 0.9 }],
    ['the default temperature', { temperature: 1, topP: 1 }, { temperature: 1 }],
  ])('%s', async (_, drawn, expected) => {
    await using asked = await serveAnthropic({ oneOfTemperatureAndTopP: true });
    await asked.ask(plainRequest('Hello.', { sampling: { ...drawn, maxTokens: 16 } }));
    const { temperature, top_p } = asked.sent();
    expect(JSON.parse(JSON.stringify({ temperature, top_p }))).toEqual(expected);
  });

  test('further members, effort and thinking among them', async () => {
    const extraBody = { thinking: { type: 'adaptive' }, top_k: 5 };
    await using asked = await serveAnthropic({}, { extraBody, reasoningEffort: 'low' });
    await asked.ask();
    expect(asked.sent()).toMatchObject({ ...extraBody, output_config: { effort: 'low' } });
  });

  test('the key goes out as x-api-key', async () => {
    await using asked = await serveAnthropic({ key: 'sk-ant-test-key' });
    const host = new URL(asked.server.baseUrl).host;
    const keys = { ...openKeys({}), keyFor: async () => ({ reveal: () => 'sk-ant-test-key', source: `host ${host}` }) };
    const model = await openAnthropicModel(
      { baseUrl: `${asked.server.baseUrl}/v1`, model: 'm' },
      { keys: keys as never },
    );
    const options = { seed: 1, signal: new AbortController().signal, context: {} as never };
    expect((await model.generate(plainRequest('Hello.'), options)).text).not.toBe('');
    await model.close();
  });
});

describe('what a model does not take', () => {
  const cool = plainRequest('Hello.', { sampling: { temperature: 0.5, topP: 1, maxTokens: 16 } });

  test('a temperature that only some models take is not dropped', async () => {
    await using asked = await serveAnthropic({ refusesSampling: 'other-values' });
    const error = await asked.error(cool);
    expect(error).toMatchObject({ kind: 'bad-request', hint: expect.stringContaining('sampling.temperature: 1') });
    expect((await asked.ask()).text).not.toBe('');
  });

  test('the very word temperature is left out once it was refused, since 1 is the default', async () => {
    await using asked = await serveAnthropic({ refusesSampling: 'even-default' });
    await Promise.all([asked.ask(), asked.ask()]);
    await asked.ask();
    expect(asked.server.requests.map(({ body }) => 'temperature' in body)).toEqual([true, true, false, false, false]);
    expect(await asked.error(cool)).toMatchObject({ kind: 'bad-request' });
  });

  test('temperature and top_p together', async () => {
    await using asked = await serveAnthropic({ oneOfTemperatureAndTopP: true });
    const error = await asked.error(
      plainRequest('Hello.', { sampling: { temperature: 0.5, topP: 0.5, maxTokens: 16 } }),
    );
    expect(error).toMatchObject({ kind: 'bad-request', hint: expect.stringContaining('leave the other at 1') });
  });

  test('a temperature above 1 is not even sent', async () => {
    await using asked = await serveAnthropic();
    const error = await asked.error(plainRequest('Hello.', { sampling: { temperature: 1.5, topP: 1, maxTokens: 16 } }));
    expect(error).toMatchObject({ kind: 'bad-request', hint: 'Set sampling.temperature to 1 or less.' });
    expect(asked.server.requests).toEqual([]);
  });

  test('the beginning of a reply, on the newest models; and probabilities, on all', async () => {
    await using asked = await serveAnthropic({ refusesPrefill: true });
    expect(await asked.error(plainRequest('Pick.', { prefill: '<answer>' }))).toMatchObject({
      kind: 'unsupported-readout',
    });
    const readout = plainRequest('Pick.', { prefill: '<answer>', readout: ['yes', 'no'] });
    expect(await asked.error(readout)).toMatchObject({ kind: 'unsupported-readout' });
    expect(asked.server.requests).toHaveLength(1);
  });
});

describe('what the model is', () => {
  test('further members belong to it, the price of its prompts does not', () => {
    const plain = anthropicIdentity({ model: 'm' });
    expect(anthropicIdentity({ model: 'm', baseUrl: 'http://a', extraBody: { cache_control: null } })).toEqual(plain);
    expect(anthropicIdentity({ model: 'm', extraBody: { top_k: 5 } })).not.toEqual(plain);
    expect(anthropicIdentity({ model: 'm', reasoningEffort: 'low' })).not.toEqual(plain);
  });
});

describe('what cannot be opened', () => {
  const open = (config: object): Promise<unknown> =>
    openAnthropicModel({ model: 'm', ...config }, { keys: openKeys({ HOME: '/nonexistent' }) });

  test.each([
    ['a baseUrl with too much in it', { baseUrl: 'https://host.example/v1/messages' }, /ends in \/messages/],
    ['a member that is ours', { baseUrl: 'https://host.example', extraBody: { system: 'x' } }, /sets "system"/],
    ['effort twice', { reasoningEffort: 'low', extraBody: { output_config: {} } }, /sets "output_config"/],
    ['a key that is missing', {}, /variable ANTHROPIC_API_KEY is not set/],
  ])('%s', async (_, config, words) => {
    await expect(open(config)).rejects.toThrow(words);
  });

  test('settings that belong to the other protocol', () => {
    expect(() => anthropicConfig({ model: 'm', systemRole: 'none' })).toThrow(/systemRole has no meaning/);
  });
});
