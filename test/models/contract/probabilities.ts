import { describe, expect, test } from 'vitest';

import { leastLogProbability, type Readout, type Reply } from '../../../src/conversation/reply.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { replyOrKind, type Provocation, type Subject } from './subject.ts';

const sampling = { temperature: 1, topP: 1, maxTokens: 8 };

const yesOrNo: Provocation = {
  request: plainRequest('Is water wet? Answer <answer>yes</answer> or <answer>no</answer>, and nothing else.', {
    sampling,
    prefill: '<answer>',
    readout: ['yes', 'no'],
  }),
};

const counting: Provocation = {
  request: plainRequest('Count from 1 to 20 on one line.', { prefill: '1, 2, 3, 4, 5,' }),
};

/** Replies begun for the model, probabilities of texts, and several draws in one call. */
export function probabilities(subject: Subject): void {
  const { options } = subject;

  describe('prefill', () => {
    test('goes on from given words without repeating them, or says that it cannot', async ({ task }) => {
      const { request, context } = options.prefilled ?? counting;
      const got = await replyOrKind(subject.ask(request, 41, context));
      task.meta.contract = typeof got === 'string' ? 'refuses' : 'does';
      const { prefill } = subject.model.traits;
      if (prefill === false || (prefill === null && typeof got === 'string')) {
        expect(got).toBe('unsupported-readout');
        return;
      }
      expect(got).toMatchObject({ text: expect.any(String) });
      expect((got as Reply).text.startsWith(request.prefill ?? '')).toBe(false);
    });
  });

  describe('readout', () => {
    test('tells how likely each text is, or says that it cannot', async ({ task }) => {
      const { request, context } = options.readout ?? yesOrNo;
      const got = await replyOrKind(subject.ask(request, 42, context));
      task.meta.contract = typeof got === 'string' ? 'refuses' : 'does';
      const { readout } = subject.model.traits;
      if (readout === false || (readout === null && typeof got === 'string')) {
        expect(got).toBe('unsupported-readout');
        return;
      }
      expect(got).toMatchObject({ finish: 'stop' });
      const reply = got as Reply;
      expectProbabilities(reply, request);
      const { texts } = reply.readout as Readout;
      const likeliest = texts.reduce((best, one) => (one.logProbability > best.logProbability ? one : best));
      // A reply that puts other words first says nothing of the texts; its words are kept.
      if (likeliest.logProbability <= leastLogProbability) task.meta.contract = 'refuses';
      else expect(reply.text).toBe(likeliest.text);
    });

    test('gives parts that multiply to the whole', async ({ skip }) => {
      if (subject.model.traits.readout === false) {
        skip('has no readout');
        return;
      }
      if (options.readout !== undefined) {
        skip('reads only texts of its own');
        return;
      }
      const whole = await replyOrKind(subject.ask({ ...yesOrNo.request, readout: ['yes', 'no', 'yes</answer>'] }, 43));
      if (typeof whole === 'string') {
        skip(`refused: ${whole}`);
        return;
      }
      if (whole.readout?.precision === 'first-token') {
        skip('sees the first token only');
        return;
      }
      const rest = await subject.ask(
        { ...yesOrNo.request, prefill: '<answer>yes', readout: ['</answer>', ' indeed'] },
        43,
      );
      const [first = NaN, , both = NaN] = logs(whole);
      const [closing = NaN] = logs(rest);
      expect(Math.abs(both - first - closing)).toBeLessThan(whole.readout?.precision === 'exact' ? 0.01 : 0.3);
    });

    test('gives the same numbers again, whatever the seed', async ({ skip }) => {
      if (subject.model.traits.readout === false) {
        skip('has no readout');
        return;
      }
      const { request, context } = options.readout ?? yesOrNo;
      const first = await replyOrKind(subject.ask(request, 44, context));
      if (typeof first === 'string') {
        skip(`refused: ${first}`);
        return;
      }
      if (first.readout?.precision === 'first-token') {
        skip('reads it off a drawn reply');
        return;
      }
      const again = await subject.ask(request, 45, context);
      logs(again).forEach((value, index) => expect(value).toBeCloseTo(logs(first)[index] ?? NaN, 1));
    });
  });

  describe('several draws', () => {
    test('gives independent replies in one call, or has no such call', async ({ task }) => {
      const { model } = subject;
      const { drawsPerCall } = model.traits;
      task.meta.contract = drawsPerCall > 1 ? 'does' : 'refuses';
      if (drawsPerCall === 1) {
        expect('generateMany' in model && model['generateMany'] !== undefined).toBe(false);
        return;
      }
      const count = Math.min(4, drawsPerCall);
      const replies =
        (await model.generateMany?.(plainRequest('Name something.'), count, subject.callOptions(46))) ?? [];
      expect(replies.length).toBeGreaterThan(0);
      expect(replies.length).toBeLessThanOrEqual(count);
      for (const reply of replies) expect(reply.text.length).toBeGreaterThan(0);
      if (replies.length > 2) expect(new Set(replies.map((reply) => reply.text)).size).toBeGreaterThan(1);
      const one = await subject.ask(plainRequest('Name something.'), 46);
      const prompts = replies.reduce((sum, { usage }) => sum + (usage?.promptTokens ?? 0), 0);
      // The prompt was read once, or at most once for each: never more.
      expect(prompts).toBeLessThanOrEqual((one.usage?.promptTokens ?? 0) * replies.length);
    });
  });
}

function logs(reply: Reply): readonly number[] {
  return reply.readout?.texts.map((text) => text.logProbability) ?? [];
}

function expectProbabilities(reply: Reply, request: ModelRequest): void {
  const { readout } = reply;
  expect(readout?.texts.map(({ text }) => text)).toEqual(request.readout);
  expect(readout?.calls).toBeGreaterThan(0);
  const chances = logs(reply).map(Math.exp);
  for (const chance of chances) {
    expect(chance).toBeGreaterThanOrEqual(0);
    expect(chance).toBeLessThanOrEqual(1 + 1e-6);
  }
  expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeLessThanOrEqual(1 + 1e-6);
}
