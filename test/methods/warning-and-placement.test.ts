import { describe, expect, test } from 'vitest';

import { methods } from '../../src/methods/index.ts';
import type { Situation } from '../../src/methods/method.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';
import { wordingFor } from '../../src/wordings/factor-wordings.ts';
import { defaultFactors } from '../../src/wordings/factors.ts';
import { languageCodes } from '../../src/wordings/languages/index.ts';
import { placedWording } from '../../src/wordings/placed-wordings.ts';
import { readWordingPack } from '../../src/wordings/load-pack.ts';
import type { WordingOf } from '../../src/wordings/wording.ts';
import { reply } from '../support/function-model.ts';

const sampling = { temperature: 1, topP: 1, maxTokens: 64 };
const situation: Situation = {
  conversation: { system: null, messages: [{ role: 'user', text: 'Hello.' }] },
  replySampling: sampling,
  answerSampling: sampling,
  stop: 'whole',
  readout: 'sampled',
};

const policy: WordingOf<'bail-tool'> = {
  method: 'bail-tool',
  name: 'policy',
  instructions: 'Warn with {{mark}} before you call {{tool}}.',
  tool: { name: 'leave', description: 'Leaves.' },
  warning: { mark: 'WARNING', goesOn: 'Go on, {{tool}} or not.' },
};
const tool = methods['bail-tool'];
const offer = tool.offer(policy, null);
const call = { id: '1', name: 'leave', arguments: '{}' };
const warned = reply('WARNING\nBe polite.');
const leaves = reply('', { toolCalls: [call] });
const stays = reply('All right, here it is.');

describe('a warning before leaving', () => {
  test('a reply that warns is followed by the user going on, with the same tools and instructions', () => {
    const next = tool.next(offer, situation, [warned]);
    if (next.kind !== 'ask') throw new Error('a warning is followed');
    expect(next.request.messages.slice(1)).toEqual([
      { role: 'assistant', text: 'WARNING\nBe polite.' },
      { role: 'user', text: 'Go on, leave or not.' },
    ]);
    expect(next.request.tools).toEqual(offer.tools);
    expect(next.request.instructions).toBe('Warn with WARNING before you call leave.');
    expect(tool.next(offer, situation, [warned, leaves])).toEqual({ kind: 'settled' });
  });

  test.each([
    ['left after a warning', [warned, leaves], 'bail', ['warned']],
    ['warned and stayed', [warned, stays], 'continue', ['warned']],
    ['left at once', [leaves], 'bail', ['unwarned']],
    ['warned and left at once', [reply('WARNING\nEnough.', { toolCalls: [call] })], 'bail', ['unwarned']],
    ['stayed', [stays], 'continue', []],
    ['spoke of warnings', [reply('I should say "WARNING" first.')], 'continue', []],
  ] as const)('%s', (_, replies, outcome, flags) => {
    const isWarned = replies.length > 1;
    expect(tool.next(offer, situation, replies.slice(0, 1)).kind).toBe(isWarned ? 'ask' : 'settled');
    expect(tool.scorers.strict(offer, replies)).toMatchObject({ outcome, flags });
  });

  test('without one nothing has changed: the offer is the same to the letter', () => {
    expect(Object.keys(tool.offer(defaultWordings['bail-tool'], null))).toEqual([
      'method',
      'order',
      'instructions',
      'tools',
      'question',
      'exit',
    ]);
  });

  test('a pack whose instructions do not name the mark is told of', () => {
    const pack = (instructions: string): string =>
      `wordings:\n  - method: bail-tool\n    name: a\n    instructions: ${instructions}\n    tool: { name: t, description: d }\n    warning: { mark: STOP, goesOn: go on }\n`;
    expect(() => readWordingPack(pack('nothing'), 'pack.yaml')).toThrow(/never name the mark/);
    expect(readWordingPack(pack('"{{mark}}"'), 'pack.yaml')).toHaveLength(1);
  });
});

describe('what is said before the question', () => {
  const prompt = methods['bail-prompt'];
  const everywhere = languageCodes.flatMap((code) =>
    (['notice', 'in-system'] as const).map((name) => [name, code] as const),
  );
  test.each(everywhere)('%s in %s stands in the system prompt from the reply on', (name, code) => {
    const placed = placedWording(name, code);
    const usual = wordingFor('bail-prompt', defaultFactors, code);
    expect(placed.name).toBe(usual.name.replace('default', name));
    for (const order of prompt.orders) {
      const own = prompt.offer(placed, order);
      const plain = prompt.offer(usual, order);
      const first = prompt.next(own, situation, []);
      const second = prompt.next(own, situation, [reply('Hi.')]);
      if (first.kind !== 'ask' || second.kind !== 'ask') throw new Error('the prompt asks twice');
      expect(first.request.instructions).toBe(own.instructions);
      expect(second.request.instructions).toBe(own.instructions);
      const question = second.request.messages.at(-1)?.text ?? '';
      const text = name === 'notice' ? question : own.instructions;
      expect(text).toBe(plain.question);
      expect(prompt.scorers.strict(own, [reply('Hi.'), reply(plain.question ?? '')]).outcome).toBe('unparsed');
      if (own.exit?.kind !== 'prompt') throw new Error('a prompt has answers');
      const { tag, bail } = own.exit;
      expect(prompt.scorers.strict(own, [reply('Hi.'), reply(`<${tag}>${bail}</${tag}>`)]).outcome).toBe('bail');
    }
  });
});
