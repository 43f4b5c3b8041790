import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutAtLastUserTurn } from '../../src/conversation/normalize-cut.ts';
import { normalizeConversation, type RawTurn, unchanged } from '../../src/conversation/normalize.ts';

const seed = { seed: 11, numRuns: 300 };
const text = fc.oneof(
  fc.constantFrom('', ' ', '\n'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const call = fc.record({ id: fc.constantFrom('1', null), name: fc.constant('f'), arguments: fc.string() });
const turn: fc.Arbitrary<RawTurn> = fc.oneof(
  fc.record({ role: fc.constantFrom('user', 'system', 'developer', 'tool'), text }),
  fc.record({ role: fc.constant('assistant'), text, toolCalls: fc.array(call, { maxLength: 2 }) }),
);
const turns = fc.array(turn, { maxLength: 14 });
const isBlank = (one: string): boolean => /^[\s\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]*$/u.test(one);

function isSystem(one: RawTurn): boolean {
  return one.role === 'system' || one.role === 'developer';
}

/** All texts that are not blank, one after the other. */
function texts(some: readonly { readonly text: string }[]): string {
  return some
    .map((one) => one.text)
    .filter((one) => !isBlank(one))
    .join('\n\n');
}

function asTurns(conversation: ReturnType<typeof normalizeConversation>['conversation']): RawTurn[] {
  return conversation.messages.map((message): RawTurn => {
    if (message.role === 'tool') return message;
    return message.role === 'assistant' ? { ...message, toolCalls: message.toolCalls } : message;
  });
}

describe('normalising a conversation', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(turns, (raw) => {
        const { conversation } = normalizeConversation(raw);
        const again = normalizeConversation(asTurns(conversation), conversation.system);
        expect(again).toEqual({ conversation, counts: unchanged });
      }),
      seed,
    );
  });

  it('never leaves two turns of one side side by side', () => {
    fc.assert(
      fc.property(turns, (raw) => {
        const roles = normalizeConversation(raw).conversation.messages.map((message) => message.role);
        expect(roles.some((role, index) => role !== 'tool' && role === roles[index + 1])).toBe(false);
      }),
      seed,
    );
  });

  it('keeps every text that is not blank, and every call, in order', () => {
    fc.assert(
      fc.property(turns, (raw) => {
        const { conversation } = normalizeConversation(raw);
        expect(texts(conversation.messages)).toBe(texts(raw.filter((one) => !isSystem(one))));
        expect(conversation.system ?? '').toBe(texts(raw.filter(isSystem)));
        const calls = conversation.messages.flatMap((one) => (one.role === 'assistant' ? (one.toolCalls ?? []) : []));
        expect(calls).toEqual(raw.flatMap((one) => one.toolCalls ?? []));
      }),
      seed,
    );
  });

  it('accounts for every turn', () => {
    fc.assert(
      fc.property(turns, (raw) => {
        const { conversation, counts } = normalizeConversation(raw);
        const system = raw.filter((one) => isSystem(one) && !isBlank(one.text)).length;
        expect(conversation.messages.length + counts.joined + counts.emptied + system).toBe(raw.length);
      }),
      seed,
    );
  });

  it('joins two turns of the user with a blank line and keeps the last unanswered one', () => {
    const { conversation, counts } = normalizeConversation([
      { role: 'user', text: 'one' },
      { role: 'user', text: 'two' },
      { role: 'assistant', text: 'three' },
      { role: 'assistant', text: '' },
      { role: 'user', text: 'four' },
    ]);
    expect(conversation.messages.map((message) => message.text)).toEqual(['one\n\ntwo', 'three', 'four']);
    expect(counts).toEqual({ ...unchanged, joined: 1, emptied: 1 });
  });

  it('puts a system prompt beside the turns first, and counts system turns that came late', () => {
    const { conversation, counts } = normalizeConversation(
      [
        { role: 'system', text: 'B' },
        { role: 'user', text: 'a' },
        { role: 'developer', text: 'C' },
      ],
      'A',
    );
    expect(conversation.system).toBe('A\n\nB\n\nC');
    expect(counts.systemMoved).toBe(1);
  });

  it('drops the system prompt and system turns when asked to, and counts them', () => {
    const { conversation, counts } = normalizeConversation(
      [
        { role: 'system', text: 'B' },
        { role: 'user', text: 'a' },
        { role: 'system', text: 'C' },
      ],
      'A',
      'drop',
    );
    expect(conversation).toEqual({ system: null, messages: [{ role: 'user', text: 'a' }] });
    expect(counts).toEqual({ ...unchanged, systemDropped: 3 });
  });

  it('takes a turn of which nothing can be seen for an empty one, and leaves every other text as it is', () => {
    const odd = '\ud800 lone, \u0000 NUL, \u202e turned, e\u0301';
    const { conversation, counts } = normalizeConversation([
      { role: 'user', text: '\u200b\ufeff\u0000\u3164 ' },
      { role: 'user', text: odd },
    ]);
    expect(conversation.messages).toEqual([{ role: 'user', text: odd }]);
    expect(counts).toEqual({ ...unchanged, emptied: 1 });
  });

  it('refuses a role it does not know, and says which was meant', () => {
    expect(() => normalizeConversation([{ role: 'gpt', text: 'a' }])).toThrow(
      'turn 1 has the unknown role "gpt". Did you mean "assistant"?',
    );
    expect(() => normalizeConversation([{ role: 'asistant', text: 'a' }])).toThrow('Did you mean "assistant"?');
  });
});

describe('the cut at the last user turn', () => {
  it('ends with a user turn and loses only what comes after it', () => {
    fc.assert(
      fc.property(turns, (raw) => {
        const { conversation } = normalizeConversation(raw);
        const cut = cutAtLastUserTurn(conversation);
        const users = conversation.messages.filter((message) => message.role === 'user').length;
        if (cut === null) {
          expect(users).toBe(0);
          return;
        }
        expect(cut.turn).toBe(users);
        expect(cut.conversation.messages.at(-1)?.role).toBe('user');
        expect(cut.conversation.messages).toEqual(conversation.messages.slice(0, cut.conversation.messages.length));
        expect(cut.conversation.messages.length + cut.trailing).toBe(conversation.messages.length);
      }),
      seed,
    );
  });
});
