import { describe, expect, test } from 'vitest';

import { leastLogProbability } from '../../../src/conversation/reply.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import { bailPrompt } from '../../../src/methods/bail-prompt.ts';
import { defaultWordings } from '../../../src/wordings/default-wordings.ts';
import { completion } from '../../support/chat-server.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { serve, type ServedModel } from '../../support/openai-model.ts';
import { chanceOf, toldToy, toyModel } from '../../support/toy-model.ts';
import { commonToy, toyServer, writeExactly, type ToyServerOptions } from '../../support/toy-server.ts';

const sampling = { temperature: 1, topP: 1, maxTokens: 8 };

/** Asks how likely these texts are after `<choice>`. */
function readout(texts: readonly string[], text = 'Well?'): ModelRequest {
  return plainRequest(text, { prefill: '<choice>', readout: texts, sampling });
}

async function chances(served: ServedModel, request: ModelRequest): Promise<readonly number[]> {
  return (await served.ask(request)).readout?.texts.map(({ logProbability }) => Math.exp(logProbability)) ?? [];
}

const vllm: ToyServerOptions = { prefill: 'continue-final-message' };

describe('probabilities read token by token', () => {
  test('are sums over every way to write a text, and over tokens that go beyond it', async () => {
    const toy = toldToy({
      '<choice>': { LEAVE: 0.2, LE: 0.1, 'LEAVE</': 0.05, STAY: 0.3, ST: 0.2 },
      '<choice>LE': { AVE: 0.5, 'AVE</': 0.25 },
      '<choice>ST': { AY: 0.9 },
    });
    await using served = await serve(toyServer({ ...vllm, toy }), { server: 'vllm' });
    const reply = await served.ask(readout(['LEAVE', 'STAY']));
    const [leave = NaN, stay = NaN] = reply.readout?.texts.map(({ logProbability }) => Math.exp(logProbability)) ?? [];
    expect(leave).toBeCloseTo(0.2 + 0.05 + 0.1 * 0.75, 12);
    expect(stay).toBeCloseTo(0.3 + 0.2 * 0.9, 12);
    expect(reply).toMatchObject({ text: 'STAY', finish: 'stop', readout: { precision: 'top', calls: 3 } });
    expect(reply.usage?.completionTokens).toBe(3);
  });

  test.each<[string, ToyServerOptions, string]>([
    ['vLLM', vllm, 'vllm'],
    ['SGLang', vllm, 'sglang'],
    ['llama.cpp', { prefill: 'last-message', repeats: true }, 'llamacpp'],
  ])('are those of the model, to nine places: %s', async (_, toy, server) => {
    await using served = await serve(toyServer(toy), { server });
    const read = async (texts: readonly string[], places: number): Promise<void> => {
      const found = await chances(served, readout(texts));
      texts.forEach((text, at) => expect(found[at]).toBeCloseTo(chanceOf(commonToy, '<choice>', text), places));
    };
    await read(['yes', 'no'], 9);
    await read(['y', 'n', 'river '], 9);
    // In longer texts there are branches under a millionth, which are not followed.
    await read(['yes</answer>', 'no</answer>', 'yes indeed'], 6);
  });

  test('ask for one token each, at temperature 1, and about no beginning twice', async () => {
    await using served = await serve(toyServer(vllm), { server: 'vllm' });
    const reply = await served.ask(readout(['yes</answer>', 'no</answer>']));
    const bodies = served.server.requests.map(({ json }) => json);
    for (const body of bodies) {
      expect(body).toMatchObject({
        temperature: 1,
        top_p: 1,
        max_tokens: 1,
        logprobs: true,
        top_logprobs: 20,
        stream: false,
      });
    }
    const beginnings = bodies.map(
      (body) => (body?.['messages'] as readonly { readonly content: string }[] | undefined)?.at(-1)?.content,
    );
    expect(new Set(beginnings).size).toBe(beginnings.length);
    expect(reply.readout?.calls).toBe(beginnings.length);
  });

  test('are lower, never higher, where the list of tokens is short', async () => {
    const long = toyModel(Array.from({ length: 60 }, (_, n) => `${n} `).concat('yes', 'no', 'ye', 's'), 4);
    await using served = await serve(toyServer({ ...vllm, toy: long }), { server: 'vllm' });
    for (const [index, read] of (await chances(served, readout(['yes', 'no']))).entries()) {
      expect(read).toBeLessThanOrEqual(chanceOf(long, '<choice>', ['yes', 'no'][index] ?? '') + 1e-12);
    }
  });

  test('follow a character of several tokens as far as it can be followed, and say so', async () => {
    // The toy's tokens are texts; this server tells the bytes of half a character.
    const half = (bytes: readonly number[], logprob: number): object => ({ token: '\ufffd', logprob, bytes });
    const content = [
      {
        ...half([0xf0, 0x9f], Math.log(0.6)),
        top_logprobs: [half([0xf0, 0x9f], Math.log(0.6)), { token: 'STAY', logprob: Math.log(0.3) }],
      },
    ];
    await using served = await serve(
      completion({}, { choices: [{ message: { content: '' }, logprobs: { content }, finish_reason: 'length' }] }),
      {
        server: 'vllm',
      },
    );
    const reply = await served.ask(readout(['🔄', 'STAY']));
    expect(reply.readout?.precision).toBe('first-token');
    expect(reply.readout?.texts.map(({ logProbability }) => Math.exp(logProbability))).toEqual([
      expect.closeTo(0.6, 12),
      expect.closeTo(0.3, 12),
    ]);
    expect((await served.error(readout(['🔄', '🔁']))).kind).toBe('unsupported-readout');
  });
});

describe('probabilities read off a reply that puts its answer first', () => {
  const toy = toldToy({
    '<choice>': { LEA: 0.25, LE: 0.05, STA: 0.45, ST: 0.15 },
  });
  const openai = { server: 'openai' };
  const answering = (text: string): ModelRequest => readout(['LEAVE', 'STAY'], `${writeExactly}${text}`);

  test.each<[string, object, boolean]>([
    ['as OpenAI tells them', openai, false],
    ['as the older completions do', { server: 'together' }, true],
    ['of a server nobody named', {}, false],
  ])('are those of the token that tells the texts apart, %s', async (_, config, columns) => {
    await using served = await serve(toyServer({ toy, columns }), config);
    const reply = await served.ask(answering('<choice>LEAVE</choice>'));
    expect(reply.readout).toMatchObject({ precision: 'first-token', calls: 1 });
    const [leave = NaN, stay = NaN] = reply.readout?.texts.map(({ logProbability }) => Math.exp(logProbability)) ?? [];
    // The server cuts what it writes into threes, so that `<ch` `oic` `e>L` holds the end of the tag.
    expect(leave + stay).toBeLessThanOrEqual(1);
    expect(served.server.requests[0]?.json?.['messages']).toHaveLength(1);
  });

  test('may follow blanks and reasoning', async () => {
    await using served = await serve(toyServer({ toy }), openai);
    const reply = await served.ask({
      ...answering('<think>hm</think>\n<choice>STAY'),
      sampling: { ...sampling, maxTokens: 40 },
    });
    expect(reply.readout?.precision).toBe('first-token');
  });

  test('are on neither answer where it puts something else first, and its words are kept', async () => {
    await using served = await serve(toyServer({ toy }), openai);
    const reply = await served.ask(answering('I would rather stay.'));
    expect(reply.text).toMatch(/^I would rather stay/);
    expect(reply.readout?.texts.map(({ logProbability }) => logProbability)).toEqual([
      leastLogProbability,
      leastLogProbability,
    ]);
    expect(reply.readout?.calls).toBe(3);
    const offer = bailPrompt.offer(defaultWordings['bail-prompt'], 'bail-first');
    expect(bailPrompt.scorers.strict(offer, [reply, reply])).toMatchObject({ outcome: 'unparsed', probability: null });
  });
});

describe('a server that tells no probabilities', () => {
  test.each<[string, ToyServerOptions, object]>([
    ['and says nothing about it', { ...vllm, topLogprobs: 0 }, { server: 'vllm' }],
    ['and refuses to', { ...vllm, refuses: ['logprobs'] }, { server: 'vllm' }],
    ['and is known not to', {}, { server: 'groq' }],
  ])('%s, is unsupported', async (_, toy, config) => {
    await using served = await serve(toyServer(toy), config);
    expect((await served.error(readout(['yes', 'no']))).kind).toBe('unsupported-readout');
  });

  test('because of how it was started, as llama-cpp-python says', async () => {
    const message = 'logprobs is not supported for models created with logits_all=False';
    await using served = await serve(
      { kind: 'json', status: 500, body: { error: { message } } },
      { server: 'llama-cpp-python' },
    );
    expect((await served.error(readout(['yes', 'no']))).kind).toBe('unsupported-readout');
  });
});

describe('what can come between', () => {
  test('a reply that ends at once is drawn again, and then counts for neither', async () => {
    const ended = completion({ content: '' }, { logprobs: { content: [] } });
    await using served = await serve(ended, { server: 'vllm' });
    const reply = await served.ask(readout(['yes', 'no']));
    expect(reply.readout).toMatchObject({ calls: 3 });
    expect(await chances(served, readout(['yes', 'no']))).toEqual([0, 0]);
    // What is kept as JSON must come back as it was.
    expect(JSON.parse(JSON.stringify(reply.readout))).toEqual(reply.readout);
  });

  test('a reply the provider withholds is withheld, with what was spent on it', async () => {
    await using served = await serve(completion({ content: '' }, { finish_reason: 'content_filter' }), {
      server: 'vllm',
    });
    const reply = await served.ask(readout(['yes', 'no']));
    expect(reply).toMatchObject({ text: '', finish: 'filtered', usage: { promptTokens: 12 } });
    expect(reply.readout).toBeUndefined();
  });

  test('a failure half way tells what the calls before it took', async () => {
    const answer = toyServer(vllm);
    await using served = await serve((request) => (request.n === 1 ? answer(request) : { kind: 'reset' }), {
      server: 'vllm',
    });
    const error = await served.error(readout(['yes</answer>', 'no</answer>']));
    expect(error).toMatchObject({ kind: 'connection', usage: { completionTokens: 1 } });
  });
});
