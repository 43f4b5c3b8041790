import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { LocalModel } from '../../../src/models/local/open-local-model.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { haveWeights, openDefaultModel } from './weights.ts';

const greedy = (maxTokens: number) => ({ temperature: 0, topP: 1, maxTokens });

describe.skipIf(!haveWeights)('the embedded model', { timeout: 60_000 }, () => {
  let model: LocalModel;
  beforeAll(async () => {
    model = await openDefaultModel({ sequences: 1, contextTokens: 256 });
  }, 60_000);
  afterAll(() => model.close());

  test('goes on from given words, which count as prompt and are no part of the reply', async () => {
    const request = plainRequest('Count from one to ten.', { sampling: greedy(8) });
    const whole = await model.generate(request, callOptions());
    const prefill = whole.text.slice(0, Math.ceil(whole.text.length / 2));
    const rest = await model.generate({ ...request, prefill }, callOptions());
    expect((prefill + rest.text).startsWith(whole.text)).toBe(true);
    expect(rest.usage?.promptTokens).toBeGreaterThan(whole.usage?.promptTokens ?? NaN);
  });

  test('stops once the answer is closed, having written the same words up to there', async () => {
    // It does again what it did before.
    const turns = [1, 2].flatMap(() => [
      { role: 'user', text: 'Your choice?' } as const,
      { role: 'assistant', text: '<choice>stay</choice>\nI like it here, and so I stay.' } as const,
    ]);
    const request = plainRequest('', {
      messages: [...turns, { role: 'user', text: 'Your choice?' }],
      sampling: greedy(16),
    });
    const whole = await model.generate(request, callOptions());
    const stop = { kind: 'answer', tag: 'choice', labels: ['leave', 'stay'] } as const;
    const early = await model.generate({ ...request, stop }, callOptions());
    expect(early).toMatchObject({ text: '<choice>stay</choice>', finish: 'stopped' });
    expect(whole.text.startsWith(early.text)).toBe(true);
    expect(early.usage?.completionTokens).toBeLessThan(whole.usage?.completionTokens ?? 0);
  });

  test('tells how likely texts are: those of nextTokenProbabilities, the likeliest as its text', async () => {
    const request = plainRequest('Is the sky blue? Answer yes or no.');
    const texts = ['No', 'Yes'];
    const reply = await model.generate({ ...request, prefill: 'Answer: ', readout: texts }, callOptions());
    const scored = await model.nextTokenProbabilities(request, { prefill: 'Answer: ', texts });
    expect(reply.readout).toEqual({ texts: scored, precision: 'exact', calls: 1 });
    const best = scored.toSorted((one, other) => other.logProbability - one.logProbability)[0];
    expect(reply).toMatchObject({ text: best?.text, finish: 'stop', toolCalls: [], usage: { completionTokens: 0 } });
    expect(scored.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0)).toBeLessThanOrEqual(1.0001);
  });
});
