import { describe, expect, test } from 'vitest';

import { checkModel } from '../../../src/models/check/check-model.ts';
import { capabilities, type Capability, type Finding } from '../../../src/models/check/finding.ts';
import type { OpenAiModelConfig } from '../../../src/models/openai/config.ts';
import { openSimModel } from '../../../src/models/sim/open-sim-model.ts';
import { completion } from '../../support/chat-server.ts';
import type { Behaviour, ReceivedRequest } from '../../support/misbehaving-server.ts';
import { serve } from '../../support/openai-model.ts';
import { toyServer } from '../../support/toy-server.ts';

const forever = new AbortController().signal;

type Wire = { readonly [member: string]: unknown };

/** A server whose replies are what `said` makes of the last words it was sent. */
function answering(
  said: (words: string, body: Wire, n: number) => Behaviour | string,
): (request: ReceivedRequest) => Behaviour {
  return ({ json, n }) => {
    const messages = (json?.['messages'] ?? []) as readonly { readonly content?: string | null }[];
    const answer = said(messages.at(-1)?.content ?? '', json ?? {}, n);
    return typeof answer === 'string' ? completion({ content: answer }) : answer;
  };
}

async function findings(
  said: Parameters<typeof answering>[0],
  config: Partial<OpenAiModelConfig> = {},
): Promise<ReadonlyMap<Capability, Finding>> {
  await using served = await serve(answering(said), config);
  const check = await checkModel(served.model, { signal: forever });
  expect(check.calls).toBe(served.server.requests.length);
  expect(check.calls).toBeLessThanOrEqual(20);
  return new Map(check.findings.map((one) => [one.capability, one]));
}

const call = (name: string): Behaviour =>
  completion(
    { content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name, arguments: '{}' } }] },
    { finish_reason: 'tool_calls' },
  );

describe('checking a model', () => {
  test('says something about every capability, once, in one order', async () => {
    const model = await openSimModel('sim:even', '/');
    const check = await checkModel(model, { signal: forever });
    expect(check.findings.map(({ capability }) => capability)).toEqual(Object.keys(capabilities));
    for (const { why } of check.findings) expect(why.length).toBeGreaterThan(0);
  });

  test('believes what comes back, and only that', async () => {
    const found = await findings((words, body) => {
      if (JSON.stringify(body['messages']).includes('31 degrees')) return 'It is 31 degrees.';
      if (body['tools'] !== undefined) return call('read_thermometer');
      return words.includes('code word') ? 'It is Marmalade.' : 'Hello.';
    });
    expect(found.get('answers')).toMatchObject({ verdict: 'yes', why: expect.stringContaining('"Hello."') });
    expect(found.get('system')?.verdict).toBe('yes');
    expect(found.get('tools')?.verdict).toBe('yes');
    expect(found.get('tool-turns')?.verdict).toBe('yes');
    expect(found.get('usage')?.verdict).toBe('yes');
  });

  test('a model that did not do what would have shown it is not said to be unable', async () => {
    const found = await findings(() => 'Hello.');
    expect(found.get('system')?.verdict).toBe('not-shown');
    expect(found.get('seed')?.verdict).toBe('not-shown');
    expect(found.get('limit')?.verdict).toBe('not-shown');
    expect(found.get('reasoning')?.verdict).toBe('not-shown');
  });

  test('tells tools that are refused from tools that are dropped without a word', async () => {
    const refused = await findings((_, body) =>
      body['tools'] === undefined
        ? 'Hello.'
        : { kind: 'json', status: 400, body: { error: { message: 'this model does not support tools' } } },
    );
    expect(refused.get('tools')).toMatchObject({
      verdict: 'no',
      why: expect.stringContaining('does not support tools'),
    });
    const dropped = await findings(() => 'Hello.');
    expect(dropped.get('tools')).toMatchObject({ verdict: 'no', why: expect.stringContaining('dropped') });
    expect(dropped.get('tool-turns')?.verdict).toBe('no');
  });

  test('sees a seed that repeats, and one that does not', async () => {
    const repeating = await findings((_, body) => `The boat number ${String(body['seed'])}.`);
    expect(repeating.get('seed')?.verdict).toBe('yes');
    const random = await findings((_, _body, n) => `The boat number ${n}.`);
    expect(random.get('seed')?.verdict).toBe('no');
  });

  test('sees the token limit, reasoning that stands apart, and a cache', async () => {
    const found = await findings(() =>
      completion(
        { content: 'and so', reasoning_content: 'Hm.' },
        {
          finish_reason: 'length',
          usage: { prompt_tokens: 1_500, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1_408 } },
        },
      ),
    );
    expect(found.get('limit')?.verdict).toBe('yes');
    expect(found.get('reasoning')).toMatchObject({ verdict: 'yes', why: expect.stringContaining('apart') });
    expect(found.get('cache')).toMatchObject({ verdict: 'yes', why: expect.stringContaining('1408 of 1500') });
  });

  test('reads streams, several draws and probabilities where the server has them', async () => {
    await using served = await serve(toyServer({ prefill: 'continue-final-message', runningUsage: true }), {
      server: 'vllm',
    });
    const check = await checkModel(served.model, { signal: forever });
    const found = new Map(check.findings.map((one) => [one.capability, one]));
    expect(found.get('streaming')?.verdict).toBe('yes');
    expect(found.get('draws')?.verdict).toBe('yes');
    expect(found.get('readout')).toMatchObject({
      verdict: 'yes',
      why: expect.stringContaining('multiply to the whole'),
    });
    // A readout takes several.
    expect(check.calls).toBe(served.server.requests.length);
    expect(check.calls).toBeLessThanOrEqual(25);
  });

  test('asks on at temperature 1 where no other is taken, and says so', async () => {
    const found = await findings((_, body) =>
      body['temperature'] === 1
        ? 'Hello.'
        : {
            kind: 'json',
            status: 400,
            body: { error: { message: "Unsupported value: 'temperature' does not support 0" } },
          },
    );
    expect(found.get('answers')?.verdict).toBe('yes');
    expect(found.get('greedy')).toMatchObject({ verdict: 'no', why: expect.stringContaining('temperature: 1') });
  });

  test('makes a call that may pass once more, and no call after a refused key', async () => {
    const found = await findings((_, _body, n) =>
      n === 1 ? { kind: 'json', status: 503, body: { error: { message: 'loading' } } } : 'Hello.',
    );
    expect(found.get('answers')?.verdict).toBe('yes');
    await using refusing = await serve({ kind: 'json', status: 401, body: { error: { message: 'bad key' } } });
    await expect(checkModel(refusing.model, { signal: forever })).rejects.toMatchObject({ kind: 'auth' });
    expect(refusing.server.requests.length).toBe(1);
  });

  test('broken off, it tells what it has found until then', async () => {
    const aborting = new AbortController();
    await using served = await serve(
      answering((words) => {
        if (words.includes('code word')) aborting.abort(new Error('interrupted'));
        return 'Hello.';
      }),
    );
    const check = await checkModel(served.model, { signal: aborting.signal });
    expect(check.brokenOff).toBe(true);
    expect(check.findings.map(({ capability }) => capability)).toEqual(['answers', 'greedy']);
  });
});
