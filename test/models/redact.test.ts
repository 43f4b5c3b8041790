import { expect, test } from 'vitest';

import type { Reply } from '../../src/conversation/reply.ts';
import { redacted } from '../../src/models/redact.ts';

const reply: Reply = {
  text: 'You sent "sk-1234567890", and said Bearer of good news.',
  reasoning: 'the key is sk-1234567890',
  toolCalls: [{ id: null, name: 'leave', arguments: '{"why":"sk-1234567890"}' }],
  finish: 'stop',
  finishRaw: 'stop',
  usage: null,
  servedModel: 'sk-1234567890',
  fingerprint: null,
};

test('a key the endpoint repeats is not kept, and nothing else is changed', () => {
  const clean = redacted(reply, 'sk-1234567890');
  expect(JSON.stringify(clean)).not.toContain('sk-1234567890');
  expect(clean.text).toBe('You sent "[key]", and said Bearer of good news.');
  expect(clean.toolCalls[0]?.arguments).toBe('{"why":"[key]"}');
});

test('a reply without the key stays as it came', () => {
  expect(redacted(reply, 'another-key')).toBe(reply);
  expect(redacted(reply, null)).toBe(reply);
  expect(redacted(reply, 'sk')).toBe(reply);
});
