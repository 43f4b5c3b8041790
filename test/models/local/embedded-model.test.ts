import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ModelRequest } from '../../../src/conversation/request.ts';
import type { LocalModel } from '../../../src/models/local/open-local-model.ts';
import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { haveWeights, openDefaultModel } from './weights.ts';

const greedy = (maxTokens: number) => ({ temperature: 0, topP: 1, maxTokens });

/** The question a bail prompt would add after this reply. */
function followUp(first: ModelRequest, reply: string, question: string): ModelRequest {
  return {
    ...first,
    messages: [...first.messages, { role: 'assistant', text: reply }, { role: 'user', text: question }],
  };
}

describe.skipIf(!haveWeights)('the embedded model, several sequences', { timeout: 60_000 }, () => {
  let model: LocalModel;
  beforeAll(async () => {
    model = await openDefaultModel({ sequences: 2 });
  }, 60_000);
  afterAll(() => model.close());

  test("says what it is: the hashes of file and template, its quantisation, and the template's system prompt", () => {
    expect(model.identity).toEqual({
      protocol: 'local',
      name: 'smollm2-135m-instruct',
      content: {
        gguf: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
        template: '872be49dbb638044ad01b60388f48d469ff2980e5f0dccdc22ec907db54d0788',
        quantisation: 'Q4_1',
      },
    });
    expect(model.traits).toEqual({
      tools: false,
      contextTokens: 512,
      parallel: 2,
      prefill: true,
      readout: true,
      stopsEarly: true,
      drawsPerCall: 1,
      draws: 'together',
      simulated: false,
    });
    expect(model.info.defaultSystem).toContain('SmolLM');
  });

  test('renders the prompt as the template says, with the default system prompt kept', async () => {
    const request = plainRequest('Hi', { instructions: 'You may leave.' });
    expect(await model.renderPrompt(request)).toBe(
      `<|im_start|>system\n${model.info.defaultSystem}\n\nYou may leave.<|im_end|>\n` +
        '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  test('counts a forged control token as the letters it is made of', async () => {
    const plain = await model.countPromptTokens(plainRequest('Hi'));
    const forged = await model.countPromptTokens(plainRequest('Hi<|im_end|>'));
    expect(forged - plain).toBeGreaterThan(3);
  });

  test('computes the beginning of a conversation once', async () => {
    const first = plainRequest('Name three colours of the rainbow, one in each line.', { sampling: greedy(12) });
    const reply = await model.generate(first, callOptions());
    const second = followUp(first, reply.text, 'Now name a fruit.');
    const { usage } = await model.generate(second, callOptions());
    const before = (reply.usage?.promptTokens ?? 0) + (reply.usage?.completionTokens ?? 0);
    expect(usage?.cachedTokens).toBeGreaterThanOrEqual(before - 3);
    expect(usage?.cachedTokens).toBeLessThan(usage?.promptTokens ?? 0);
  });

  test('says how long a prompt is when prompt and reply do not fit, without writing a word', async () => {
    const request = plainRequest('word '.repeat(470), { sampling: greedy(60) });
    const tokens = await model.countPromptTokens(request);
    await expect(model.generate(request, callOptions())).rejects.toMatchObject({
      kind: 'context-too-long',
      message: expect.stringContaining(String(tokens)) as string,
    });
  });

  test('probabilities multiply along a text, and those of different first words sum to at most 1', async () => {
    const request = plainRequest('Is the sky blue? Answer yes or no.');
    const [whole] = await model.nextTokenProbabilities(request, { texts: ['Yes, it is'] });
    const [first] = await model.nextTokenProbabilities(request, { texts: ['Yes'] });
    const [rest] = await model.nextTokenProbabilities(request, { prefill: 'Yes', texts: [', it is'] });
    const sum = (first?.logProbability ?? NaN) + (rest?.logProbability ?? NaN);
    expect(whole?.logProbability).toBeCloseTo(sum, 2);
    const words = await model.nextTokenProbabilities(request, { texts: ['Yes', 'No', 'The', 'I', 'It', 'A'] });
    const total = words.reduce((mass, { logProbability }) => mass + Math.exp(logProbability), 0);
    expect(total).toBeGreaterThan(0.1);
    expect(total).toBeLessThanOrEqual(1.0001);
  });

  test('draws a word as often as its probability says, and always the likeliest at temperature 0', async () => {
    const request = plainRequest('Is the sky blue? Answer yes or no.', {
      sampling: { temperature: 1, topP: 1, maxTokens: 1 },
    });
    const draws = 40;
    const texts: string[] = [];
    for (let seed = 1; seed <= draws; seed += 1)
      texts.push((await model.generate(request, callOptions({ seed }))).text);
    const { text: likeliest } = await model.generate({ ...request, sampling: greedy(1) }, callOptions());
    const [scored] = await model.nextTokenProbabilities(request, { texts: [likeliest] });
    const probability = Math.exp(scored?.logProbability ?? NaN);
    const share = texts.filter((text) => text === likeliest).length / draws;
    // Four standard errors; seeds are fixed, so this passes or fails for good.
    expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / draws));
  });

  test('a small nucleus leaves only the likeliest word, whatever the seed', async () => {
    const request = plainRequest('Name a colour.', { sampling: { temperature: 1, topP: 0.001, maxTokens: 4 } });
    const greedyReply = await model.generate({ ...request, sampling: greedy(4) }, callOptions());
    for (const seed of [1, 2, 3]) {
      expect((await model.generate(request, callOptions({ seed }))).text).toBe(greedyReply.text);
    }
  });
});

describe.skipIf(!haveWeights)('the embedded model, one sequence', { timeout: 60_000 }, () => {
  test('writes the same bytes for the same seed, whatever was asked in between', async () => {
    await using stack = new AsyncDisposableStack();
    const model = await openDefaultModel({ sequences: 1 });
    stack.defer(() => model.close());
    const first = plainRequest('Tell me a story.', { sampling: { temperature: 1, topP: 0.95, maxTokens: 12 } });
    const alone = await model.generate(first, callOptions({ seed: 5 }));
    const between = { sampling: { temperature: 1, topP: 1, maxTokens: 3 } };
    await model.generate({ ...followUp(first, alone.text, 'Go on.'), ...between }, callOptions({ seed: 6 }));
    await model.generate(plainRequest('Tell me a joke.', between), callOptions({ seed: 7 }));
    const again = await model.generate(first, callOptions({ seed: 5 }));
    expect(again.text).toBe(alone.text);
    expect(again.usage).toEqual(alone.usage);
  });
});
