import { describe, expect, test } from 'vitest';

import { openKeys } from '../../../src/models/keys.ts';
import type { OpenAiModelConfig } from '../../../src/models/openai/config.ts';
import { openOpenAiModel } from '../../../src/models/openai/openai-model.ts';
import { completion, refusal, streamed } from '../../support/chat-server.ts';
import { startServer, type Behaviour, type ReceivedRequest } from '../../support/misbehaving-server.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { serve } from '../../support/openai-model.ts';

const stop = { kind: 'word', word: 'EXIT NOW' } as const;

/** Refuses a field in these words, and answers whoever leaves it out. */
function refusing(field: string, answer: Behaviour) {
  return ({ json }: ReceivedRequest): Behaviour =>
    json !== null && Object.hasOwn(json, field) ? answer : completion();
}

/** A model behind that server, and what it was told to tell the user. */
async function open(behave: (request: ReceivedRequest) => Behaviour, config: Partial<OpenAiModelConfig> = {}) {
  const server = await startServer(behave);
  const notices: string[] = [];
  const model = await openOpenAiModel(
    { baseUrl: server.baseUrl, model: 'test-model', ...config },
    { keys: openKeys({ HOME: '/nonexistent' }), onNotice: (message) => notices.push(message) },
  );
  const close = async (): Promise<void> => {
    await model.close();
    await server.close();
  };
  return { server, model, notices, [Symbol.asyncDispose]: close };
}

const pydantic = (field: string): Behaviour => ({
  kind: 'json',
  status: 422,
  body: { detail: [{ type: 'extra_forbidden', loc: ['body', field], msg: 'Extra inputs are not permitted' }] },
});
const advice =
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";

describe('a field that a server refuses', () => {
  test.each<[string, string, Behaviour, Partial<OpenAiModelConfig>, string | null, RegExp]>([
    [
      'the limit, as OpenAI',
      'max_tokens',
      refusal('max_tokens', advice),
      {},
      'max_completion_tokens',
      /given max_completion_tokens/,
    ],
    [
      'the newer limit, as Mistral',
      'max_completion_tokens',
      pydantic('max_completion_tokens'),
      { maxTokensField: 'max_completion_tokens' },
      'max_tokens',
      /given max_tokens/,
    ],
    [
      'the seed, as a gateway',
      'seed',
      { kind: 'json', status: 400, body: { error: 'Argument not supported on this model: seed' } },
      {},
      null,
      /takes no seed/,
    ],
    [
      'the seed under another name',
      'random_seed',
      pydantic('random_seed'),
      { server: 'mistral' },
      null,
      /takes no seed/,
    ],
    ['top_p where it changes nothing', 'top_p', refusal('top_p'), {}, null, /takes no top_p/],
  ])(
    '%s, is asked about once more without it, and never sent again',
    async (_, field, answer, config, other, notice) => {
      await using opened = await open(refusing(field, answer), config);
      for (let turn = 0; turn < 3; turn += 1) {
        expect((await opened.model.generate(plainRequest('Hi.'), callOptions())).text).toBe('Hello.');
      }
      expect(opened.server.requests).toHaveLength(4);
      for (const { json } of opened.server.requests.slice(1)) {
        expect(json).not.toHaveProperty(field);
        if (other !== null) expect(json).toHaveProperty(other, 16);
      }
      expect(opened.notices).toHaveLength(1);
      expect(opened.notices[0]).toMatch(notice);
      expect(opened.notices[0]).toContain(`"test-model" at ${opened.server.baseUrl}`);
    },
  );

  test('stream_options, leaves the stream and costs the usage', async () => {
    const behave = ({ json }: ReceivedRequest): Behaviour =>
      json !== null && 'stream_options' in json
        ? refusal('stream_options')
        : { kind: 'stream', pieces: streamed(['Hello.']) };
    await using opened = await open(behave, { server: 'vllm' });
    const reply = await opened.model.generate(plainRequest('Hi.', { stop }), callOptions());
    expect(reply).toMatchObject({ text: 'Hello.', usage: null });
    expect(opened.notices).toEqual([expect.stringMatching(/takes no stream_options/)]);
  });

  test('several, one after another, in one call', async () => {
    const behave = ({ json }: ReceivedRequest): Behaviour => {
      const field = ['seed', 'max_tokens', 'top_p'].find((name) => json !== null && name in json);
      return field === undefined ? completion() : refusal(field);
    };
    await using opened = await open(behave);
    expect((await opened.model.generate(plainRequest('Hi.'), callOptions())).text).toBe('Hello.');
    expect(opened.notices).toHaveLength(3);
  });

  test('by many calls at once is learnt of once', async () => {
    await using opened = await open(refusing('max_tokens', refusal('max_tokens', advice)));
    const calls = Array.from({ length: 8 }, () => opened.model.generate(plainRequest('Hi.'), callOptions()));
    for (const reply of await Promise.all(calls)) expect(reply.text).toBe('Hello.');
    expect(opened.notices).toHaveLength(1);
  });

  test('under both names is an error, not an endless exchange', async () => {
    await using served = await serve(({ json }) =>
      refusal(json !== null && 'max_tokens' in json ? 'max_tokens' : 'max_completion_tokens'),
    );
    expect((await served.error()).kind).toBe('bad-request');
    expect(served.server.requests.length).toBeLessThan(10);
  });

  test.each([
    [
      'temperature',
      "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
    ],
    ['temperature', "Unsupported parameter: 'temperature' is not supported with this model."],
  ])('%s, is never left out: the error says what to set', async (field, message) => {
    await using served = await serve(refusal(field, message));
    const error = await served.error();
    expect(error).toMatchObject({ kind: 'bad-request', hint: expect.stringMatching(/sampling\.temperature: 1/) });
    expect(served.server.requests).toHaveLength(1);
  });

  test('top_p that is not 1, is never left out', async () => {
    await using served = await serve(refusal('top_p'));
    const sampling = { temperature: 1, topP: 0.9, maxTokens: 16 };
    expect((await served.error(plainRequest('Hi.', { sampling }))).kind).toBe('bad-request');
  });

  test('a limit that is too high, is not taken for one that is not known', async () => {
    const message = 'max_tokens is too large: 300000. This model supports at most 16384 completion tokens.';
    await using served = await serve({
      kind: 'json',
      status: 400,
      body: { error: { message, code: 'invalid_value' } },
    });
    expect((await served.error()).kind).toBe('bad-request');
    expect(served.server.requests).toHaveLength(1);
  });
});
