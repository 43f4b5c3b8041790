import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { contentHash } from '../../../src/base/hash.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { frozen, leaveTool, replyOrKind, type OpenedModel, type Subject } from './subject.ts';

const long = { temperature: 1, topP: 1, maxTokens: 64 };
const short = { temperature: 1, topP: 1, maxTokens: 4 };

/** What must hold whatever is asked: aborting, many calls at once, odd texts, closing. */
export function steadiness(subject: Subject): void {
  const { options, timeoutMs } = subject;
  const instant = options.instant === true;

  describe('abort', () => {
    test('rejects with the reason of a signal that was aborted before', async () => {
      const reason = new Error('changed my mind');
      const signal = AbortSignal.abort(reason);
      const call = subject.model.generate(plainRequest('Hello.'), subject.callOptions(1, { signal }));
      await expect(call).rejects.toBe(reason);
    });

    test.skipIf(instant).each<[string, Partial<ModelRequest>]>([
      ['a whole reply', {}],
      ['a reply that may be cut short', { stop: { kind: 'word', word: 'ZEBRAFISH' } }],
    ])('rejects with the reason of a signal aborted on the way to %s', async (_, rest) => {
      const reason = new Error('changed my mind');
      const aborting = new AbortController();
      const request = plainRequest('Tell a long story.', { sampling: long, ...rest });
      const call = subject.model.generate(request, subject.callOptions(1, { signal: aborting.signal }));
      aborting.abort(reason);
      await expect(call).rejects.toBe(reason);
    });

    test.skipIf(instant)(
      'rejects with the reason when aborted in the middle, unless the reply came first',
      async () => {
        const reason = new Error('changed my mind');
        const aborting = new AbortController();
        const request = plainRequest('Tell a long story.', { sampling: long });
        const call = subject.model.generate(request, subject.callOptions(1, { signal: aborting.signal }));
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        aborting.abort(reason);
        const end = await call.then(
          (reply) => typeof reply.text,
          (thrown: unknown) => thrown,
        );
        expect(['string', reason]).toContain(end);
      },
    );

    test('still answers after a call was aborted', async () => {
      expect((await subject.ask(plainRequest('Are you there?', { sampling: short }), 3)).text.length).toBeGreaterThan(
        0,
      );
    });
  });

  describe('calls at once', () => {
    test('answers several requests at once', async () => {
      const calls = [21, 22, 23, 24].map((seed) =>
        subject.ask(plainRequest(`Say ${seed}.`, { sampling: short }), seed),
      );
      for (const reply of await Promise.all(calls)) expect(reply.text.length).toBeGreaterThan(0);
    });

    test.runIf(options.repeatsBySeed === true)('answers alike whatever was asked in between', async () => {
      const request = plainRequest('Name something.', { sampling: short });
      const before = await subject.ask(request, 25);
      await subject.ask(
        plainRequest('And now for something else.', {
          system: 'Answer in capitals.',
          sampling: short,
          stop: { kind: 'word', word: 'X' },
        }),
        26,
      );
      await replyOrKind(subject.ask(plainRequest('Use the tool.', { tools: [leaveTool] }), 27));
      expect((await subject.ask(request, 25)).text).toBe(before.text);
    });
  });

  describe('odd text', () => {
    test('leaves the request as it was', async () => {
      const request = frozen(
        plainRequest('', {
          system: 'Be brief.',
          instructions: 'You may leave.',
          messages: [
            { role: 'user', text: 'Hello.' },
            { role: 'assistant', text: 'Hello, you.' },
            { role: 'user', text: 'Bye.' },
          ],
          tools: subject.model.traits.tools === false ? [] : [leaveTool],
          stop: { kind: 'word', word: 'ZEBRAFISH' },
          sampling: short,
        }),
      );
      const before = JSON.stringify(request);
      await replyOrKind(subject.ask(request, 12));
      expect(JSON.stringify(request)).toBe(before);
    });

    test.each([
      ['half a surrogate pair', 'odd \ud83d character \udd04 here'],
      ['a NUL', 'before\u0000after'],
      ['100 kB', 'word '.repeat(20_000)],
    ])('survives a turn with %s', async (_, text) => {
      try {
        expect(typeof (await subject.ask(plainRequest(text, { sampling: short }), 13)).text).toBe('string');
      } catch (error) {
        // A window may be smaller than the text; that is said, not crashed on.
        expect(error).toBeInstanceOf(ModelError);
        expect(['context-too-long', ...(options.mayRefuseText ?? [])]).toContain((error as ModelError).kind);
      }
      expect((await subject.ask(plainRequest('Hello.', { sampling: short }), 14)).text.length).toBeGreaterThan(0);
    });
  });

  // One model for both: opening one can take a while.
  describe('identity and closing', () => {
    let again: OpenedModel;
    beforeAll(async () => {
      again = await subject.open();
    }, timeoutMs);
    afterAll(() => again?.close(), timeoutMs);

    test('is the same model when opened again, and its identity holds no address and no key', () => {
      expect(contentHash(again.model.identity as never)).toBe(contentHash(subject.model.identity as never));
      const written = JSON.stringify(subject.model.identity);
      for (const secret of options.secrets ?? []) expect(written).not.toContain(secret);
      expect(written).not.toMatch(/https?:\/\//);
    });

    test('can be closed twice; then it answers nothing, and does not leave the caller waiting', async () => {
      await again.model.close();
      await again.model.close();
      const call = again.model.generate(plainRequest('Hello.'), subject.callOptions(1));
      // What holds nothing open has nothing to close.
      if (instant) await call.catch(() => undefined);
      else await expect(call).rejects.toThrow();
    });
  });
}
