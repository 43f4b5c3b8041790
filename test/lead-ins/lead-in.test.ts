import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { builtInLeadIns } from '../../src/lead-ins/built-in.ts';
import { withLeadIn } from '../../src/conversation/lead-in.ts';
import { loadLeadInPack } from '../../src/lead-ins/load-pack.ts';

const item = { system: 'Be kind.', messages: [{ role: 'user', text: 'How far is the moon?' }] } as const;
const named = (name: string) => builtInLeadIns.find((one) => one.name === name) ?? null;

describe('a lead-in', () => {
  it('comes before the turns of the item, and none changes nothing', () => {
    expect(withLeadIn(null, item, null)).toBe(item);
    const { system, messages } = withLeadIn(named('greeting'), item, null);
    expect(system).toBe('Be kind.');
    expect(messages.map((message) => message.role)).toEqual(['user', 'assistant', 'user']);
    expect(messages.at(-1)).toEqual(item.messages[0]);
  });

  it('has its asked reply where the model gave one', () => {
    const { messages } = withLeadIn(named('greeting-asked'), item, 'Hi there.');
    expect(messages[1]).toEqual({ role: 'assistant', text: 'Hi there.' });
    expect(messages).toHaveLength(3);
  });

  it('puts its system prompt before that of the conversation', () => {
    expect(withLeadIn(named('persona'), item, null).system).toMatch(/^You are Marlow[^]*\n\nBe kind\.$/);
    expect(withLeadIn(named('persona'), { ...item, system: null }, null).system).toMatch(/throughout\.$/);
  });

  it('leaves every built-in conversation with turns that alternate', () => {
    for (const leadIn of builtInLeadIns) {
      const { messages } = withLeadIn(leadIn, item, leadIn.reply === 'ask' ? 'Yes?' : null);
      messages.forEach((message, index) => expect(message.role).toBe(index % 2 === 0 ? 'user' : 'assistant'));
    }
  });
});

describe('a lead-in pack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exitpoll-lead-ins-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const load = (text: string) => {
    const file = join(folder, 'pack.yaml');
    writeFileSync(file, text);
    return loadLeadInPack(file);
  };

  it('is read from a file', async () => {
    const pack = await load(
      'leadIns:\n  - name: a\n    messages: [{role: user, text: Hi}, {role: assistant, text: Ho}]\n  - name: b\n    system: Obey.\n  - name: c\n    messages: [{role: user, text: Hi}]\n    reply: ask\n',
    );
    expect(pack.map(({ name, reply }) => [name, reply])).toEqual([
      ['a', 'given'],
      ['b', 'given'],
      ['c', 'ask'],
    ]);
  });

  it.each([
    ['leadIns:\n  - name: a', /pack\.yaml:2:5: leadIns\[0\]: has neither/],
    [
      'leadIns:\n  - name: a\n    messages: [{role: assistant, text: x}]',
      /leadIns\[0\]\.messages\[0\]: turns must alternate/,
    ],
    ['leadIns:\n  - name: a\n    messages: [{role: user, text: x}]', /the reply to the last turn is missing/],
    ['leadIns:\n  - name: a\n    system: x\n    reply: ask', /pack\.yaml:4:5: leadIns\[0\]\.reply: "ask" needs/],
    [
      'leadIns:\n  - name: a\n    system: x\n  - name: a\n    system: y',
      /pack\.yaml:4:5: leadIns\[1\]\.name: "a" is named twice/,
    ],
    ['leadIns:\n  - name: told-to-leave\n    system: x', /"told-to-leave" is the name of a lead-in that comes along/],
    ['leadIns:\n  - name: a\n    sytem: x', /sytem: is not a field here\. Did you mean "system"\?/],
  ])('%j is refused with its place', async (text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });
});
