import { describe, expect, test } from 'vitest';

import { hiddenReasoning } from '../../../src/models/anthropic/reply.ts';
import { serveAnthropic } from '../../support/anthropic-model.ts';
import { says, type Answer, type Said } from '../../support/anthropic-server.ts';
import { plainRequest } from '../../support/model-requests.ts';

const never = plainRequest('Hello.', { stop: { kind: 'word', word: 'NEVER' } });
const ways = [
  ['whole', plainRequest('Hello.')],
  ['streamed', never],
] as const;
const answering = (said: Said): { answer: () => Answer } => ({ answer: () => ({ kind: 'says', said }) });

describe.each(ways)('a reply that comes %s', (_, request) => {
  test('text, usage and the model that wrote it', async () => {
    const usage = { input_tokens: 20, output_tokens: 4, cache_read_input_tokens: 100, cache_creation_input_tokens: 7 };
    await using asked = await serveAnthropic({
      answer: () => says('Hello, you.', { usage, model: 'claude-test-2026' }),
    });
    expect(await asked.ask(request)).toEqual({
      text: 'Hello, you.',
      reasoning: null,
      toolCalls: [],
      finish: 'stop',
      finishRaw: 'end_turn',
      usage: { promptTokens: 127, completionTokens: 4, cachedTokens: 100 },
      servedModel: 'claude-test-2026',
      fingerprint: null,
    });
  });

  test('reasoning is kept apart, and what is hidden of it is marked', async () => {
    const content = [
      { type: 'thinking', thinking: 'Let me see.', signature: 'abc' },
      { type: 'redacted_thinking', data: 'xyz' },
      { type: 'thinking', thinking: '', signature: 'abc' },
      { type: 'text', text: 'Hello.' },
    ];
    await using asked = await serveAnthropic(answering({ content }));
    expect(await asked.ask(request)).toMatchObject({
      text: 'Hello.',
      reasoning: `Let me see.\n\n${hiddenReasoning}\n\n${hiddenReasoning}`,
    });
  });

  test('calls, and texts before and after them', async () => {
    const content = [
      { type: 'text', text: 'I ' },
      { type: 'text', text: 'go.' },
      { type: 'tool_use', id: 'toolu_1', name: 'leave', input: { why: 'a "reason"' } },
      { type: 'server_tool_use', id: 'srv_1', name: 'web_search', input: {} },
      { type: 'text', text: 'Bye.' },
    ];
    await using asked = await serveAnthropic(answering({ content, stop_reason: 'tool_use' }));
    expect(await asked.ask(request)).toMatchObject({
      text: 'I go.\n\nBye.',
      toolCalls: [{ id: 'toolu_1', name: 'leave', arguments: '{"why":"a \\"reason\\""}' }],
      finish: 'tool-calls',
    });
  });

  test('a call without arguments', async () => {
    const content = [{ type: 'tool_use', id: 'toolu_1', name: 'leave', input: {} }];
    await using asked = await serveAnthropic(answering({ content, stop_reason: 'tool_use' }));
    const { toolCalls } = await asked.ask(request);
    expect(toolCalls).toEqual([{ id: 'toolu_1', name: 'leave', arguments: '{}' }]);
  });

  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool-calls'],
    ['refusal', 'filtered'],
    ['pause_turn', 'other'],
    ['something new', 'other'],
  ])('the end called %s means %s, and its own word is kept', async (word, finish) => {
    await using asked = await serveAnthropic({ answer: () => says('Hel', { stop_reason: word }) });
    expect(await asked.ask(request)).toMatchObject({ text: 'Hel', finish, finishRaw: word });
  });

  test('usage that is nonsense is null', async () => {
    for (const usage of [
      { input_tokens: 1e300, output_tokens: 1 },
      { input_tokens: 1, output_tokens: 1.5 },
    ]) {
      await using asked = await serveAnthropic(answering({ content: [], usage }));
      expect((await asked.ask(request)).usage).toBeNull();
    }
  });

  test('nothing at all is an empty reply', async () => {
    await using asked = await serveAnthropic(answering({ content: [] }));
    expect(await asked.ask(request)).toMatchObject({ text: '', toolCalls: [], finish: 'stop' });
  });

  test('a reply the provider withheld is an outcome, not an error', async () => {
    const message = 'Output blocked by content filtering policy';
    await using asked = await serveAnthropic({
      answer: () => ({ kind: 'refuses', status: 400, type: 'invalid_request_error', message }),
    });
    expect(await asked.ask(request)).toMatchObject({ text: '', finish: 'filtered' });
  });
});
