import fc from 'fast-check';
import { expect, test } from 'vitest';

import { requestHash } from '../../src/conversation/request-hash.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import { plainRequest } from '../support/model-requests.ts';

test('a request has the same name in every run', () => {
  // Files of replies hold these names: they must not change.
  expect(requestHash(plainRequest('Hello.'))).toBe('c817bcd44556d48fba216d5bcbd7fd76ca1ee5894f32c0fa3a662fad87a4c7ad');
});

test('whatever could change the reply changes the name, and nothing else does', () => {
  const base = plainRequest('Hello.', { system: 'Be brief.' });
  const tool = { name: 'leave', description: 'Ends it.', parameters: { type: 'object' } };
  const changes: readonly Partial<ModelRequest>[] = [
    {},
    { system: null },
    { system: '' },
    { instructions: 'You may leave.' },
    { messages: [{ role: 'user', text: 'Hello!' }] },
    { messages: [...base.messages, { role: 'assistant', text: 'Yes?' }, { role: 'user', text: 'Hello.' }] },
    { tools: [tool] },
    { tools: [tool, tool] },
    { sampling: { ...base.sampling, temperature: 0 } },
    { sampling: { ...base.sampling, maxTokens: 17 } },
    { stop: { kind: 'word', word: 'EXIT' } },
    { prefill: '<a>' },
    { prefill: '<a>', readout: ['x', 'y'] },
  ];
  const names = changes.map((change) => requestHash({ ...base, ...change }));
  expect(new Set(names).size).toBe(changes.length);
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.keys(base), { minLength: 5 }), (order) => {
      const entries = Object.entries(base).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
      expect(requestHash(Object.fromEntries(entries) as unknown as ModelRequest)).toBe(names[0]);
    }),
    { seed: 4, numRuns: 20 },
  );
});
