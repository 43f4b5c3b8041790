import { describe, expect, test } from 'vitest';

import { serveAnthropic } from '../../support/anthropic-model.ts';
import { eventsOf } from '../../support/anthropic-events.ts';
import { says, type Answer } from '../../support/anthropic-server.ts';
import { plainRequest } from '../../support/model-requests.ts';

const leave = { name: 'leave', description: 'Ends it.', parameters: { type: 'object', properties: {} } };
const atWord = plainRequest('Hello.', { stop: { kind: 'word', word: 'EXIT' } });
const atCall = plainRequest('Hello.', { tools: [leave], stop: { kind: 'tool-call', tool: 'leave' } });

/** Stops sending there, so that only a reply that was cut short comes back. */
const part = (said: object, events: number, ending: 'hang' | 'reset' | 'end' | 'error'): { answer: () => Answer } => ({
  answer: () => ({ kind: 'part', said, events, ending }),
});

describe('a reply that may be cut short', () => {
  test('is cut once its word is settled; the server is told, and what it took is estimated', async () => {
    const usage = { input_tokens: 12, output_tokens: 500 };
    const text = `I think.\nEXIT\n${'and so on '.repeat(100)}`;
    await using asked = await serveAnthropic(part({ content: [{ type: 'text', text }], usage }, 8, 'hang'));
    const reply = await asked.ask(atWord);
    expect(reply).toMatchObject({ finish: 'stopped', finishRaw: null, usage: { promptTokens: 12 } });
    expect(reply.text).toMatch(/^I think\.\nEXIT\n/);
    expect(reply.usage?.completionTokens).toBeGreaterThan(1);
    expect(reply.usage?.completionTokens).toBeLessThan(20);
    await expect.poll(() => asked.server.dropped()).toBe(1);
  });

  test('is cut at the call of the tool once its arguments are there, and not at another call', async () => {
    const content = [
      { type: 'tool_use', id: 'a', name: 'search', input: { q: 'x' } },
      { type: 'tool_use', id: 'b', name: 'leave', input: { why: 'tired' } },
      { type: 'text', text: 'and so on '.repeat(100) },
    ];
    const all = eventsOf({ content, usage: {}, stop_reason: 'tool_use' });
    const lastOfCall = all.findLastIndex((event) => event['type'] === 'content_block_stop' && event['index'] === 1);
    await using asked = await serveAnthropic(part({ content }, lastOfCall + 1, 'hang'));
    expect(await asked.ask(atCall)).toMatchObject({
      text: '',
      finish: 'stopped',
      toolCalls: [
        { name: 'search', arguments: '{"q":"x"}' },
        { name: 'leave', arguments: '{"why":"tired"}' },
      ],
    });
  });

  test('is not cut by what it only thought', async () => {
    const content = [
      { type: 'thinking', thinking: 'Maybe:\nEXIT\nno.' },
      { type: 'text', text: 'I stay.' },
    ];
    await using asked = await serveAnthropic({ answer: () => ({ kind: 'says', said: { content } }) });
    expect(await asked.ask(atWord)).toMatchObject({ text: 'I stay.', finish: 'stop' });
  });

  test('the connection of a whole stream is used again', async () => {
    await using asked = await serveAnthropic();
    for (const _ of [1, 2, 3]) await asked.ask(atWord);
    expect(asked.server.dropped()).toBe(0);
    expect(asked.server.connections()).toBe(1);
  });

  test('characters of several bytes survive any cut', async () => {
    const text = '日本語 — 🦓 … '.repeat(20);
    await using asked = await serveAnthropic({ answer: () => says(text) });
    expect((await asked.ask(atWord)).text).toBe(text);
  });

  test('all is streamed where the study says so, and a server that does not stream is read all the same', async () => {
    const whole = { kind: 'bytes', body: '{"type":"message","content":[{"type":"text","text":"Whole."}]}' } as const;
    await using asked = await serveAnthropic({ answer: () => whole }, { stream: true });
    expect((await asked.ask()).text).toBe('Whole.');
    expect(asked.sent()['stream']).toBe(true);
  });
});

describe('a stream that fails half way', () => {
  const said = { content: [{ type: 'text', text: 'a long reply '.repeat(30) }], usage: { input_tokens: 12 } };

  test.each([
    ['breaks off', 'end', 'bad-reply', /breaks off/],
    ['is reset', 'reset', 'connection', /closed the connection/],
    ['says that it is overloaded', 'error', 'overloaded', /overloaded \(HTTP 529\): Overloaded/],
  ] as const)('%s: tried again, and what it took is told', async (_, ending, kind, words) => {
    await using asked = await serveAnthropic(part(said, 6, ending));
    const error = await asked.error(atWord);
    expect(error).toMatchObject({ kind, isRetryable: true, usage: { promptTokens: 12 } });
    expect(error.message).toMatch(words);
    expect(error.usage?.completionTokens).toBeGreaterThan(0);
  });

  test('goes silent: the time limit holds', async () => {
    const server = part(said, 6, 'hang');
    await using asked = await serveAnthropic(server, { timeoutMs: 80 });
    expect(await asked.error(atWord)).toMatchObject({ kind: 'timeout', usage: { promptTokens: 12 } });
  });
});
