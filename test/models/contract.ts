import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { contentHash } from '../../src/base/hash.ts';
import type { ToolSpec } from '../../src/conversation/messages.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import { ModelError } from '../../src/models/model-error.ts';
import type { Model, TrialContext } from '../../src/models/model.ts';
import { callOptions, plainRequest, someContext } from '../support/model-requests.ts';

export interface OpenedModel {
  readonly model: Model;
  /** Closes the model and whatever was opened for it. */
  close(): Promise<void>;
}

export interface ContractOptions {
  /** Whether the same seed, one request at a time, gives the same text byte for byte. */
  readonly repeatsBySeed?: boolean;
  /** Whether it answers before a caller could change their mind, so that only calls aborted beforehand can be tested. */
  readonly instant?: boolean;
  /** All text the model was shown with the last request, in order. */
  readonly shown?: () => string;
  /** What must not stand in the identity, such as a URL or a key. */
  readonly secrets?: readonly string[];
  /** For respondents that read it. */
  readonly context?: TrialContext;
  readonly timeoutMs?: number;
}

const tool: ToolSpec = {
  name: 'leave_chat',
  description: 'Ends the conversation.',
  parameters: { type: 'object', properties: {}, required: [] },
};

/** What every implementation of `Model` must do. To be called at the top of a test file. */
export function modelContract(
  name: string,
  openModel: () => Promise<OpenedModel>,
  options: ContractOptions = {},
): void {
  const { context = someContext, timeoutMs = 30_000 } = options;
  const seeded = (seed: number) => callOptions({ seed, context });

  describe(`model contract: ${name}`, { timeout: timeoutMs }, () => {
    let opened: OpenedModel;
    let model: Model;
    beforeAll(async () => {
      opened = await openModel();
      model = opened.model;
    }, timeoutMs);
    afterAll(() => opened.close(), timeoutMs);

    test('answers a plain request with text and usage', async () => {
      const reply = await model.generate(plainRequest('Say hello.'), seeded(1));
      expect(reply.text.length).toBeGreaterThan(0);
      expect(reply.usage?.promptTokens).toBeGreaterThan(0);
      expect(reply.usage?.completionTokens).toBeGreaterThan(0);
      expect(reply.toolCalls).toEqual([]);
    });

    test('writes no more tokens than it may, and says when it was cut', async () => {
      const sampling = { temperature: 1, topP: 1, maxTokens: 2 };
      const reply = await model.generate(plainRequest('Count from one to a hundred.', { sampling }), seeded(2));
      expect(reply.usage?.completionTokens).toBeLessThanOrEqual(2);
      expect(['length', 'stop']).toContain(reply.finish);
    });

    test('rejects with the reason of a signal that was aborted before', async () => {
      const reason = new Error('changed my mind');
      const call = model.generate(plainRequest('Hello.'), callOptions({ signal: AbortSignal.abort(reason), context }));
      await expect(call).rejects.toBe(reason);
    });

    test.skipIf(options.instant === true)('rejects with the reason of a signal aborted on the way', async () => {
      const reason = new Error('changed my mind');
      const aborting = new AbortController();
      const sampling = { temperature: 1, topP: 1, maxTokens: 64 };
      const request = plainRequest('Tell a long story.', { sampling });
      const call = model.generate(request, callOptions({ signal: aborting.signal, context }));
      aborting.abort(reason);
      await expect(call).rejects.toBe(reason);
    });

    test('still answers after a call was aborted', async () => {
      const reply = await model.generate(plainRequest('Are you there?'), seeded(3));
      expect(reply.text.length).toBeGreaterThan(0);
    });

    test('is the same model when opened again, and its identity holds no address and no key', async () => {
      const again = await openModel();
      try {
        expect(contentHash(again.model.identity as never)).toBe(contentHash(model.identity as never));
        const written = JSON.stringify(model.identity);
        for (const secret of options.secrets ?? []) expect(written).not.toContain(secret);
        expect(written).not.toMatch(/https?:\/\//);
      } finally {
        await again.close();
      }
    });

    test.runIf(options.repeatsBySeed === true)(
      'repeats itself under the same seed, and not under all others',
      async () => {
        const request = plainRequest('Name something.');
        const texts: string[] = [];
        for (const seed of [7, 7, 8, 9, 10, 11]) texts.push((await model.generate(request, seeded(seed))).text);
        expect(texts[1]).toBe(texts[0]);
        expect(new Set(texts).size).toBeGreaterThan(1);
      },
    );

    test('takes tools, or says that it cannot', async () => {
      const call = model.generate(plainRequest('Hello.', { tools: [tool] }), seeded(4));
      if (model.traits.tools === false) await expect(call).rejects.toMatchObject({ kind: 'unsupported-tools' });
      else expect(typeof (await call).text).toBe('string');
    });

    test('takes turns of the assistant, and of a tool where it knows tools', async () => {
      const withTool = model.traits.tools !== false;
      const request = plainRequest('', {
        messages: [
          { role: 'user', text: 'What is two and two?' },
          withTool
            ? { role: 'assistant', text: 'Let me see.', toolCalls: [{ id: null, name: 'leave_chat', arguments: '{}' }] }
            : { role: 'assistant', text: 'Let me see.' },
          ...(withTool ? [{ role: 'tool', callId: null, text: 'four' } as const] : []),
          { role: 'user', text: 'Well?' },
        ],
        tools: withTool ? [tool] : [],
      });
      expect(typeof (await model.generate(request, seeded(5))).text).toBe('string');
    });

    test.skipIf(options.shown === undefined)(
      'shows the model system prompt, instructions and turns, in this order',
      async () => {
        const request = plainRequest('third-word', { system: 'first-word', instructions: 'second-word' });
        await model.generate(request, seeded(6));
        expect(options.shown?.()).toMatch(/first-word[^]*second-word[^]*third-word/);
      },
    );

    test('answers several requests at once', async () => {
      const calls = [21, 22, 23, 24].map((seed) => model.generate(plainRequest(`Say ${seed}.`), seeded(seed)));
      for (const reply of await Promise.all(calls)) expect(reply.text.length).toBeGreaterThan(0);
    });

    test('leaves the request as it was', async () => {
      const request = frozen(plainRequest('Hello.', { system: 'Be brief.', instructions: 'You may leave.' }));
      const before = JSON.stringify(request);
      await model.generate(request, seeded(12));
      expect(JSON.stringify(request)).toBe(before);
    });

    test.each([
      ['half a surrogate pair', 'odd \ud83d character \udd04 here'],
      ['a NUL', 'before\u0000after'],
      ['100 kB', 'word '.repeat(20_000)],
    ])('survives a turn with %s', async (_, text) => {
      try {
        expect(typeof (await model.generate(plainRequest(text), seeded(13))).text).toBe('string');
      } catch (error) {
        // A window may be smaller than the text; that is said, not crashed on.
        expect(error).toBeInstanceOf(ModelError);
        expect((error as ModelError).kind).toBe('context-too-long');
      }
      expect((await model.generate(plainRequest('Hello.'), seeded(14))).text.length).toBeGreaterThan(0);
    });

    test('can be closed twice', async () => {
      const again = await openModel();
      await again.model.close();
      await again.model.close();
      await again.close();
    });
  });
}

function frozen(request: ModelRequest): ModelRequest {
  for (const message of request.messages) Object.freeze(message);
  Object.freeze(request.messages);
  Object.freeze(request.sampling);
  return Object.freeze(request);
}
