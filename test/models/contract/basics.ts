import { describe, expect, test } from 'vitest';

import { plainRequest } from '../../support/model-requests.ts';
import { leaveTool, type Subject } from './subject.ts';

/** Replies, their limit, and what the model reads. */
export function basics(subject: Subject): void {
  const { options } = subject;

  describe('plain reply', () => {
    test('answers a plain request with text and usage', async () => {
      const reply = await subject.ask(plainRequest('Say hello.'), 1);
      expect(reply.text.length).toBeGreaterThan(0);
      expect(reply.usage?.promptTokens).toBeGreaterThan(0);
      expect(reply.usage?.completionTokens).toBeGreaterThan(0);
      expect(reply.toolCalls).toEqual([]);
      expect(reply.readout).toBeUndefined();
    });
  });

  describe('token limit', () => {
    test('writes no more tokens than it may, and says when it was cut', async () => {
      const sampling = { temperature: 1, topP: 1, maxTokens: 2 };
      const reply = await subject.ask(plainRequest('Count from one to a hundred.', { sampling }), 2);
      expect(reply.usage?.completionTokens).toBeLessThanOrEqual(2);
      expect(['length', 'stop']).toContain(reply.finish);
    });
  });

  describe('turns', () => {
    test('takes turns of the assistant, and of a tool where it knows tools', async () => {
      const withTool = subject.model.traits.tools !== false;
      const request = plainRequest('', {
        messages: [
          { role: 'user', text: 'What is two and two?' },
          withTool
            ? { role: 'assistant', text: 'Let me see.', toolCalls: [{ id: null, name: 'leave_chat', arguments: '{}' }] }
            : { role: 'assistant', text: 'Let me see.' },
          ...(withTool ? [{ role: 'tool', callId: null, text: 'four' } as const] : []),
          { role: 'user', text: 'Well?' },
        ],
        tools: withTool ? [leaveTool] : [],
      });
      expect(typeof (await subject.ask(request, 5)).text).toBe('string');
    });
  });

  describe('system prompt', () => {
    test.skipIf(options.shown === undefined)(
      'shows the model system prompt, instructions and turns, in this order',
      async () => {
        await subject.ask(plainRequest('third-word', { system: 'first-word', instructions: 'second-word' }), 6);
        expect(options.shown?.()).toMatch(/first-word[^]*second-word[^]*third-word/);
      },
    );

    test('takes a system prompt and instructions', async () => {
      const request = plainRequest('Hello.', { system: 'Be brief.', instructions: 'You may leave.' });
      expect((await subject.ask(request, 6)).text.length).toBeGreaterThan(0);
    });
  });

  describe('seed', () => {
    test.runIf(options.repeatsBySeed === true)(
      'repeats itself under the same seed, and not under all others',
      async () => {
        const request = plainRequest('Name something.', { sampling: { temperature: 1, topP: 1, maxTokens: 6 } });
        const first = (await subject.ask(request, 7)).text;
        expect((await subject.ask(request, 7)).text).toBe(first);
        const others = new Set<string>();
        for (let seed = 8; seed < 12 && !others.has('another'); seed += 1) {
          others.add((await subject.ask(request, seed)).text === first ? 'the same' : 'another');
        }
        expect(others).toContain('another');
      },
    );
  });
}
