import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shareUsage } from '../../../src/models/openai/usage.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import { completion, piece } from '../../support/chat-server.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { serve, type ServedModel } from '../../support/openai-model.ts';
import { toyServer, writeExactly } from '../../support/toy-server.ts';

const vllm = { server: 'vllm' };

async function draw(
  served: ServedModel,
  count: number,
  request: ModelRequest = plainRequest('Name something.'),
): Promise<readonly Reply[]> {
  return (await served.model.generateMany?.(request, count, callOptions())) ?? [];
}

describe('several draws in one call', () => {
  test('are asked for with n, and with no seed that would make them one', async () => {
    await using served = await serve(toyServer(), vllm);
    const replies = await draw(served, 5);
    expect(replies).toHaveLength(5);
    expect(new Set(replies.map(({ text }) => text)).size).toBeGreaterThan(1);
    expect(served.server.requests).toHaveLength(1);
    expect(served.server.requests[0]?.json).toMatchObject({ n: 5 });
    expect(served.server.requests[0]?.json).not.toHaveProperty('seed');
  });

  test('share the usage of the call, so that the sum is what it took', async () => {
    await using served = await serve(
      completion(
        {},
        {
          choices: ['', 'a', 'a longer one'].map((content, index) => ({
            index,
            message: { content },
            finish_reason: 'stop',
          })),
          usage: { prompt_tokens: 10, completion_tokens: 11, prompt_tokens_details: { cached_tokens: 4 } },
        },
      ),
      vllm,
    );
    const shares = (await draw(served, 3)).map(({ usage }) => usage);
    const sum = (key: 'promptTokens' | 'completionTokens' | 'cachedTokens'): number =>
      shares.reduce((all, share) => all + (share?.[key] ?? 0), 0);
    expect([sum('promptTokens'), sum('completionTokens'), sum('cachedTokens')]).toEqual([10, 11, 4]);
    expect(shares[2]?.completionTokens).toBeGreaterThan(shares[1]?.completionTokens ?? 0);
  });

  test('may be fewer than asked for, where the server gives fewer', async () => {
    await using served = await serve(toyServer({ oneReply: true }), vllm);
    expect(await draw(served, 4)).toHaveLength(1);
  });

  test('are asked for one by one, where the server refuses n', async () => {
    const wording = { error: { message: "'n' : number must be at most 1", type: 'invalid_request_error' } };
    await using served = await serve(
      ({ json }) => (json !== null && 'n' in json ? { kind: 'json', status: 400, body: wording } : completion()),
      vllm,
    );
    expect(await draw(served, 4)).toHaveLength(1);
    expect(await draw(served, 4)).toHaveLength(1);
    expect(served.server.requests).toHaveLength(3);
  });

  test('are a bad reply when there is none at all', async () => {
    await using served = await serve(completion({}, { choices: [] }), vllm);
    await expect(draw(served, 4)).rejects.toMatchObject({ kind: 'bad-reply' });
  });

  test('are cut short each at its own place, and the call ends with the last', async () => {
    const stop = { kind: 'word', word: 'EXIT NOW' } as const;
    const pieces = ['EXIT NOW\n', 'more', 'more'].map((content) => piece({ content }, { index: 1 }));
    const other = [piece({ content: 'I stay.' }, { index: 0 }), piece({}, { index: 0, finish_reason: 'stop' })];
    await using served = await serve(
      { kind: 'stream', pieces: [pieces[0] ?? '', ...pieces, ...other], ending: 'hang' },
      vllm,
    );
    const replies = await draw(served, 2, plainRequest('Hi.', { stop }));
    expect(replies.map(({ text, finish }) => [text, finish])).toEqual([
      ['I stay.', 'stop'],
      ['EXIT NOW\n', 'stopped'],
    ]);
  });

  test('are there only where the server is known to give them', async () => {
    await using plain = await serve(completion());
    expect(Object.keys(plain.model)).not.toContain('generateMany');
    expect(plain.model.traits.drawsPerCall).toBe(1);
    await using known = await serve(completion(), vllm);
    expect(known.model.traits.drawsPerCall).toBe(16);
  });
});

test('usage shared out is never more nor less than it was', () => {
  const counts = fc.nat(100_000);
  fc.assert(
    fc.property(
      counts,
      counts,
      fc.array(fc.nat(5000), { minLength: 1, maxLength: 16 }),
      (promptTokens, completionTokens, lengths) => {
        const shares = shareUsage({ promptTokens, completionTokens }, lengths);
        expect(shares).toHaveLength(lengths.length);
        expect(shares.reduce((sum, share) => sum + share.promptTokens, 0)).toBe(promptTokens);
        expect(shares.reduce((sum, share) => sum + share.completionTokens, 0)).toBe(completionTokens);
        for (const share of shares)
          expect(Math.min(share.promptTokens, share.completionTokens)).toBeGreaterThanOrEqual(0);
      },
    ),
    { seed: 20_261_122, numRuns: 300 },
  );
});

describe('a reply begun with given words', () => {
  const begun = plainRequest(`${writeExactly}and so on`, { prefill: 'First, ' });
  test.each([
    ['vllm', { prefill: 'continue-final-message' }, { continue_final_message: true, add_generation_prompt: false }],
    ['sglang', { prefill: 'continue-final-message' }, { continue_final_message: true, add_generation_prompt: false }],
    ['llamacpp', { prefill: 'last-message' }, {}],
    ['llamacpp', { prefill: 'last-message', repeats: true }, {}],
    ['mistral', { prefill: 'prefix-flag', repeats: true }, {}],
  ] as const)('goes on from them without repeating them: %s %o', async (server, toy, fields) => {
    await using served = await serve(toyServer(toy), { server });
    expect((await served.ask(begun)).text).toBe('and so on');
    const body = served.server.requests[0]?.json as { readonly messages: readonly unknown[] };
    expect(body).toMatchObject(fields);
    expect(body.messages.at(-1)).toMatchObject({ role: 'assistant', content: 'First, ' });
  });

  test('that is streamed does not repeat them either, and they count for its end', async () => {
    await using served = await serve(toyServer({ prefill: 'last-message', repeats: true }), { server: 'llamacpp' });
    const stop = { kind: 'answer', tag: 'choice', labels: ['LEAVE', 'STAY'] } as const;
    const request = plainRequest(`${writeExactly}LEAVE</choice> because I wish to`, { prefill: '<choice>', stop });
    expect(await served.ask(request)).toMatchObject({
      text: expect.stringMatching(/^LEAVE<\/choice>.?$/),
      finish: 'stopped',
    });
  });

  test('keeps what the model repeats itself, on a server that repeats nothing', async () => {
    await using served = await serve(toyServer({ prefill: 'continue-final-message' }), { server: 'vllm' });
    const request = plainRequest(`${writeExactly}First, and`, { prefill: 'First, ' });
    expect((await served.ask(request)).text).toBe('First, and');
  });

  test('is refused without a call, where the server is not known to do it', async () => {
    await using served = await serve(completion());
    expect(await served.error(begun)).toMatchObject({
      kind: 'unsupported-readout',
      hint: expect.stringMatching(/`server`/),
    });
    expect(served.server.requests).toHaveLength(0);
    expect(served.model.traits.prefill).toBe(false);
  });

  test('is unsupported where the server refuses it', async () => {
    const message = 'Cannot put continue_final_message and add_generation_prompt together';
    await using served = await serve({ kind: 'json', status: 400, body: { error: { message } } }, vllm);
    expect((await served.error(begun)).kind).toBe('unsupported-readout');
  });
});
