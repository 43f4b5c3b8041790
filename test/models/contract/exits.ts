import { describe, expect, test } from 'vitest';

import type { ModelRequest, StopWhen } from '../../../src/conversation/request.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { leaveTool, replyOrKind, type Subject } from './subject.ts';

const stops: readonly StopWhen[] = [
  { kind: 'word', word: 'ZEBRAFISH' },
  { kind: 'answer', tag: 'choice', labels: ['LEAVE', 'STAY'] },
];

/** Tools, and replies that end early. */
export function exits(subject: Subject): void {
  const { options } = subject;

  describe('tools', () => {
    test('takes tools, or says that it cannot', async ({ task }) => {
      const got = await replyOrKind(subject.ask(plainRequest('Hello.', { tools: [leaveTool] }), 4));
      const { tools } = subject.model.traits;
      task.meta.contract = got === 'unsupported-tools' ? 'refuses' : 'does';
      if (tools === false) expect(got).toBe('unsupported-tools');
      else if (tools === true || got !== 'unsupported-tools') expect(got).toMatchObject({ text: expect.any(String) });
    });

    test.skipIf(options.callsTool === undefined)('reports a call with its name', async () => {
      if (options.callsTool === undefined) return;
      const reply = await subject.ask(options.callsTool.request, 15, options.callsTool.context);
      expect(reply.toolCalls.map((call) => call.name)).toContain(leaveTool.name);
      expect(reply.finish).toBe('tool-calls');
    });
  });

  describe('early stop', () => {
    test.each(stops)('takes a request that may be cut short ($kind)', async (stop) => {
      const reply = await subject.ask(plainRequest('Say hello.', { stop }), 16);
      expect(reply.text.length).toBeGreaterThan(0);
      // Nothing was settled, so nothing was cut.
      expect(['stop', 'length']).toContain(reply.finish);
    });

    test('takes a request that may be cut short by a call, where it takes tools', async ({ skip }) => {
      if (subject.model.traits.tools === false) skip('has no tools');
      const request = plainRequest('Say hello.', {
        tools: [leaveTool],
        stop: { kind: 'tool-call', tool: 'leave_chat' },
      });
      const got = await replyOrKind(subject.ask(request, 17));
      if (got !== 'unsupported-tools') expect(got).toMatchObject({ text: expect.any(String) });
    });

    test('cuts a reply that is settled, and gives the beginning of the whole one', async ({ skip, task }) => {
      const settling = options.settles ?? (await settlingRequest(subject));
      if (settling === null) {
        skip('nothing makes this model settle a stop for sure');
        return;
      }
      const { stop: _, ...unstopped } = settling.request;
      const whole = await subject.ask(unstopped, 18, settling.context);
      const cut = await subject.ask(settling.request, 18, settling.context);
      if (subject.model.traits.stopsEarly) {
        task.meta.contract = 'does';
        expect(cut.finish).toBe('stopped');
        if (options.repeatsBySeed === true) expect(whole.text.startsWith(cut.text.trimEnd())).toBe(true);
        expect(cut.text.length).toBeLessThan(whole.text.length);
        if (cut.usage && whole.usage) expect(cut.usage.completionTokens).toBeLessThan(whole.usage.completionTokens);
      } else {
        task.meta.contract = 'refuses';
        expect(cut.finish).not.toBe('stopped');
      }
    });
  });
}

/** The first line of what a model writes that repeats itself by seed, as the word to stop at. */
async function settlingRequest(subject: Subject): Promise<{ request: ModelRequest; context?: never } | null> {
  if (subject.options.repeatsBySeed !== true) return null;
  const sampling = { temperature: 0, topP: 1, maxTokens: 24 };
  const request = plainRequest('Count from 1 to 40, one number on each line.', { sampling });
  const { text } = await subject.ask(request, 18);
  const lines = text.split('\n').map((line) => line.trim());
  const word = lines.slice(0, -2).find((line) => /^[\p{L}\p{N}][\p{L}\p{N} .,:-]*$/u.test(line));
  return word === undefined ? null : { request: { ...request, stop: { kind: 'word', word } } };
}
