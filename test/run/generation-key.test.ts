import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Json } from '../../src/base/canonical-json.ts';
import { contentHash } from '../../src/base/hash.ts';
import type { Message } from '../../src/conversation/messages.ts';
import { prefixHash } from '../../src/conversation/prefix-hash.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import { generationKey } from '../../src/run/generation-key.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const message = fc.record({ role: fc.constantFrom('user', 'assistant'), text }) as fc.Arbitrary<Message>;
const request: fc.Arbitrary<ModelRequest> = fc.record(
  {
    system: fc.option(text),
    instructions: fc.option(text),
    messages: fc.array(message, { minLength: 1, maxLength: 5 }),
    tools: fc.array(fc.record({ name: text, description: text, parameters: fc.constant({ type: 'object' }) }), {
      maxLength: 2,
    }),
    sampling: fc.record({
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      topP: fc.constant(1),
      maxTokens: fc.nat(),
    }),
    stop: fc.record({ kind: fc.constant('word' as const), word: text }),
    prefill: text,
    readout: fc.array(text, { minLength: 2, maxLength: 2 }),
  },
  { requiredKeys: ['system', 'instructions', 'messages', 'tools', 'sampling'] },
);

test('a key is the hash of the canonical JSON of all that decides the reply, however it is put together', () => {
  fc.assert(
    fc.property(request, text, fc.integer({ min: 1, max: 99 }), (one, series, draw) => {
      const model = 'a'.repeat(64);
      const { system, messages, ...rest } = one;
      const expected = contentHash({
        ...(rest as unknown as { readonly [key: string]: Json }),
        model,
        series,
        draw,
        messages: prefixHash(system, messages),
      });
      // Twice: what is remembered must be what was computed.
      expect(generationKey({ model, request: one, series, draw })).toBe(expected);
      expect(generationKey({ model, request: { ...one }, series, draw })).toBe(expected);
    }),
    { seed: 4, numRuns: 200 },
  );
});
