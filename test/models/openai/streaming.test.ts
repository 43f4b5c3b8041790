import { describe, expect, test } from 'vitest';

import type { StopWhen } from '../../../src/conversation/request.ts';
import { completion, event, piece, streamed } from '../../support/chat-server.ts';
import type { Behaviour } from '../../support/misbehaving-server.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { serve } from '../../support/openai-model.ts';

const usage = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };
const stream = (...pieces: readonly (string | Uint8Array)[]): Behaviour => ({ kind: 'stream', pieces });
const always = { stream: true };

const answer: StopWhen = { kind: 'answer', tag: 'choice', labels: ['LEAVE', 'STAY'] };
const word: StopWhen = { kind: 'word', word: 'EXIT NOW' };
const leave: StopWhen = { kind: 'tool-call', tool: 'leave' };

describe('a streamed reply', () => {
  test('is the same as a whole one', async () => {
    await using whole = await serve(completion({ content: 'Hello, you.' }, { usage }));
    await using inPieces = await serve(stream(...streamed(['Hel', 'lo, ', 'you.'], { usage })), always);
    expect(await inPieces.ask()).toEqual(await whole.ask());
    expect(inPieces.server.requests[0]?.json).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  test('survives bytes cut inside characters, lines ended otherwise, comments, and an end without a word', async () => {
    const bytes = Buffer.from(
      `: ping\r\n\r\n${streamed(['“grüß ', '🔄”']).slice(0, -1).join('').replaceAll('\n', '\r\n')}`,
    );
    await using served = await serve(stream(...Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))), always);
    expect(await served.ask()).toMatchObject({ text: '“grüß 🔄”', finish: 'stop', usage: null });
  });

  test('keeps reasoning apart, under either name', async () => {
    await using served = await serve(
      stream(piece({ reasoning_content: 'h' }), piece({ reasoning: 'm' }), ...streamed(['Yes.'])),
      always,
    );
    expect(await served.ask()).toMatchObject({ text: 'Yes.', reasoning: 'hm' });
  });

  const part = (index: number | undefined, id: string | undefined, name: string | undefined, given: unknown): string =>
    piece({ tool_calls: [{ index, id, function: { name, arguments: given } }] });
  test.each<[string, readonly string[], unknown]>([
    [
      'in pieces',
      [part(0, 'c1', 'leave', ''), part(0, undefined, undefined, '{"a"'), part(0, undefined, undefined, ':1}')],
      [{ id: 'c1', name: 'leave', arguments: '{"a":1}' }],
    ],
    [
      'two at a time, mixed',
      [
        part(0, 'c1', 'x', '{'),
        part(1, 'c2', 'y', '{'),
        part(0, undefined, undefined, '}'),
        part(1, undefined, undefined, '}'),
      ],
      [
        { id: 'c1', name: 'x', arguments: '{}' },
        { id: 'c2', name: 'y', arguments: '{}' },
      ],
    ],
    [
      'two under one number',
      [part(0, 'c1', 'x', '{}'), part(0, 'c2', 'y', '{}')],
      [
        { id: 'c1', name: 'x', arguments: '{}' },
        { id: 'c2', name: 'y', arguments: '{}' },
      ],
    ],
    [
      'with arguments as an object',
      [part(undefined, 'c1', 'x', { a: 1 })],
      [{ id: 'c1', name: 'x', arguments: '{"a":1}' }],
    ],
    [
      'in the old form',
      [piece({ function_call: { name: 'leave', arguments: '{' } }), piece({ function_call: { arguments: '}' } })],
      [{ id: null, name: 'leave', arguments: '{}' }],
    ],
    [
      'under a name said again with every piece',
      [part(0, 'c1', 'leave', '{'), part(0, 'c1', 'leave', '}')],
      [{ id: 'c1', name: 'leave', arguments: '{}' }],
    ],
  ])('has its calls put together: %s', async (_, pieces, calls) => {
    await using served = await serve(stream(...pieces, piece({}, { finish_reason: 'tool_calls' })), always);
    expect(await served.ask()).toMatchObject({ toolCalls: calls, finish: 'tool-calls' });
  });

  test('counts once when a server sends it twice', async () => {
    await using served = await serve(stream(...streamed(['Hello.']), ...streamed(['Hello.'])), always);
    expect((await served.ask()).text).toBe('Hello.');
  });

  test('may come whole from a server that does not stream', async () => {
    await using served = await serve(completion(), always);
    expect((await served.ask()).text).toBe('Hello.');
  });

  test('that a filter ends in the middle is withheld', async () => {
    const error = { error: { message: 'flagged', code: 'content_filter' } };
    await using served = await serve(stream(piece({ content: 'Hel' }), event(error)), always);
    expect(await served.ask()).toMatchObject({ text: '', finish: 'filtered' });
  });
});

describe('a stream that fails', () => {
  const begun = [piece({ role: 'assistant', content: 'Hel' }), piece({ content: 'lo' })];
  test.each<[string, Behaviour, string, RegExp]>([
    ['ends in mid reply', stream(...begun), 'bad-reply', /ended its stream in the middle/],
    ['holds nothing', stream(), 'bad-reply', /streamed no reply/],
    ['says only that it is over', stream(event('[DONE]')), 'bad-reply', /streamed no reply/],
    ['holds half a JSON', stream(...begun, 'data: {"choices": [\n\n'), 'bad-reply', /not JSON/],
    ['holds a web page', stream('data: <html>\n\n'), 'bad-reply', /not JSON/],
    ['holds wrong UTF-8', stream(...begun, Buffer.from('data: "\xff\xfe"\n\n', 'latin1')), 'bad-reply', /not UTF-8/],
    ['is reset', { kind: 'stream', pieces: begun, ending: 'reset' }, 'connection', /closed the connection/],
    [
      'tells of overload',
      stream(...begun, event({ error: { message: 'Overloaded', code: 503 } })),
      'overloaded',
      /busy.*Overloaded/,
    ],
    [
      'tells of an error in an event of that name',
      stream(...begun, 'event: error\ndata: {"message": "out of memory"}\n\n'),
      'server',
      /failed.*out of memory/,
    ],
    ['is broken off', stream(...begun, piece({}, { finish_reason: 'abort' })), 'overloaded', /broke its reply off/],
  ])('because it %s is told apart, in one line', async (_, behaviour, kind, words) => {
    await using served = await serve(behaviour, always);
    const error = await served.error();
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('\n');
  });

  test('by falling silent is given up', async () => {
    await using served = await serve({ kind: 'stream', pieces: begun, ending: 'hang' }, { ...always, silenceMs: 50 });
    expect(await served.error()).toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(/went silent for 0\.05 s/),
    });
  });

  test('by never ending meets the limit of the whole reply', async () => {
    await using served = await serve({ kind: 'stream', pieces: begun, ending: 'hang' }, { ...always, timeoutMs: 80 });
    expect(await served.error()).toMatchObject({ kind: 'timeout', message: expect.stringMatching(/within 0\.08 s/) });
  });

  test('after its reply was whole has lost nothing', async () => {
    const pieces = streamed(['Hello.'], { usage }).slice(0, -1);
    await using served = await serve({ kind: 'stream', pieces, ending: 'reset' }, always);
    expect(await served.ask()).toMatchObject({ text: 'Hello.', finish: 'stop', usage: { promptTokens: 12 } });
  });

  test('tells what it took, where the server had said', async () => {
    const told = piece({ content: 'Hel' }, { usage });
    await using served = await serve({ kind: 'stream', pieces: [told], ending: 'reset' }, always);
    expect((await served.error()).usage).toEqual({ promptTokens: 12, completionTokens: 3 });
  });
});

describe('a reply that may be cut short', () => {
  /** A server that writes this much and then waits for ever: only a reply cut there can come. */
  const waiting = (...pieces: readonly string[]): Behaviour => ({ kind: 'stream', pieces, ending: 'hang' });
  const call = [
    piece({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'leave', arguments: '' } }] }),
    piece({ tool_calls: [{ index: 0, function: { arguments: '{}' } }] }),
  ];

  test.each<[string, StopWhen, readonly string[], string]>([
    ['at its answer', answer, streamed(['<cho', 'ice>LE', 'AVE</choice>']).slice(0, -2), '<choice>LEAVE</choice>'],
    ['at its word', word, streamed(['Fine.\n', 'EXIT NOW', '\n']).slice(0, -2), 'Fine.\nEXIT NOW\n'],
    ['at its call', leave, call, ''],
  ])('is cut %s, and the server sees the connection close', async (_, stop, pieces, text) => {
    await using served = await serve(waiting(...pieces));
    expect(await served.ask(plainRequest('Hi.', { stop }))).toMatchObject({ text, finish: 'stopped', finishRaw: null });
    await expect.poll(() => served.server.dropped()).toBe(1);
  });

  test('has the usage the server told last, of a server that tells it as it writes', async () => {
    const pieces = [1, 2, 3].map((n) =>
      piece({ content: ['<choice>', 'LEAVE', '</choice>'][n - 1] }, { usage: { ...usage, completion_tokens: n } }),
    );
    await using served = await serve(waiting(...pieces), { server: 'vllm' });
    const reply = await served.ask(plainRequest('Hi.', { stop: answer }));
    expect(reply.usage).toEqual({ promptTokens: 12, completionTokens: 3 });
    expect(served.server.requests[0]?.json?.['stream_options']).toEqual({
      include_usage: true,
      continuous_usage_stats: true,
    });
  });

  test('has the usage in the timings of llama.cpp', async () => {
    const timings = { prompt_n: 4, cache_n: 8, predicted_n: 3 };
    await using served = await serve(waiting(piece({ content: '<choice>LEAVE</choice>' }, { timings })), {
      server: 'llamacpp',
    });
    const reply = await served.ask(plainRequest('Hi.', { stop: answer }));
    expect(reply.usage).toEqual({ promptTokens: 12, completionTokens: 3, cachedTokens: 8 });
    expect(served.server.requests[0]?.json).toMatchObject({ timings_per_token: true });
  });

  test('has an estimate of its usage, marked as one, of a server that tells none in time', async () => {
    await using served = await serve(waiting(...streamed(['<choice>', 'LEAVE', '</choice>']).slice(0, -2)));
    const { usage: told } = await served.ask(plainRequest('Hi.', { stop: answer }));
    expect(told).toMatchObject({ completionTokens: 3, estimated: true });
    expect(told?.promptTokens).toBeGreaterThan(0);
  });

  test('is whole when nothing settles it', async () => {
    await using served = await serve(stream(...streamed(['I ', 'stay.'], { usage })));
    expect(await served.ask(plainRequest('Hi.', { stop: answer }))).toMatchObject({
      text: 'I stay.',
      finish: 'stop',
      usage: { promptTokens: 12, completionTokens: 3 },
    });
  });

  test('is settled by nothing in its reasoning', async () => {
    const thought = [
      piece({ reasoning_content: '<choice>LEAVE</choice>' }),
      ...streamed(['<think><choice>LEAVE</choice>', '</think>', 'Hm.']),
    ];
    await using served = await serve(stream(...thought));
    expect((await served.ask(plainRequest('Hi.', { stop: answer }))).finish).toBe('stop');
  });

  test('leaves the model able to answer further calls', async () => {
    await using served = await serve(({ json }) =>
      json?.['stream'] === true ? waiting(piece({ content: 'EXIT NOW\n' })) : completion(),
    );
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await served.ask(plainRequest('Hi.', { stop: word }))).finish).toBe('stopped');
      expect((await served.ask()).finish).toBe('stop');
    }
  });
});
