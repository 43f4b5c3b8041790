import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalJson, type Json } from '../../src/base/canonical-json.ts';
import { stopDetector } from '../../src/conversation/stop-when.ts';
import { methods, scorersFor } from '../../src/methods/index.ts';
import type { Offer, Situation } from '../../src/methods/method.ts';
import { promptOffer, reply, situation, stringOffer, toolOffer } from './offers.ts';

const early: Situation = { ...situation, stop: 'early' };
const parent = reply('Ships need light.');

function asked(offer: Offer, how: Situation, replies = offer.question === null ? [] : [parent]) {
  const next = methods[offer.method].next(offer, how, replies);
  if (next.kind !== 'ask') throw new Error('nothing asked');
  return next.request;
}

describe('what is asked where replies may be cut short', () => {
  test('the tool method stops at the call, the string method at the word, the bail prompt at the answer', () => {
    expect(asked(toolOffer, early).stop).toEqual({ kind: 'tool-call', tool: 'end_chat' });
    expect(asked(stringOffer, early).stop).toEqual({ kind: 'word', word: 'ENDCHAT' });
    expect(asked(promptOffer('bail-first'), early).stop).toEqual({
      kind: 'answer',
      tag: 'choice',
      labels: ['leave', 'stay'],
    });
  });

  test('an answer that may be followed by a journal is taken whole', () => {
    expect(asked(promptOffer('bail-first', { journal: true }), early)).not.toHaveProperty('stop');
  });

  test('the reply the question is asked about is the same, byte for byte, and so is everything where replies are whole', () => {
    const baseline = methods.baseline.offer(null, null);
    for (const offer of [baseline, promptOffer('bail-first')]) {
      expect(canonicalJson(asked(offer, early, []) as unknown as Json)).toBe(
        canonicalJson(asked(baseline, situation, []) as unknown as Json),
      );
    }
    for (const offer of [toolOffer, stringOffer, promptOffer('continue-first')]) {
      expect(asked(offer, situation)).not.toHaveProperty('stop');
    }
  });
});

describe('what is made of a reply that was cut short', () => {
  const cut = { finish: 'stopped' } as const;

  test('the exit in it counts, and it is flagged', () => {
    const prompt = promptOffer('bail-first');
    const call = { id: null, name: 'end_chat', arguments: '{}' };
    for (const [offer, replies] of [
      [toolOffer, [reply('', { ...cut, toolCalls: [call] })]],
      [stringOffer, [reply('I would rather not.\nENDCHAT\n', cut)]],
      [prompt, [parent, reply('<choice>leave</choice>', cut)]],
    ] as const) {
      expect(methods[offer.method].scorers.strict(offer, replies)).toMatchObject({
        outcome: 'bail',
        flags: ['stopped'],
      });
    }
  });

  test('the paper scorer counts labels to the end, so it says nothing of an answer that was cut short', () => {
    expect(scorersFor('bail-prompt', [parent, reply('<choice>leave</choice>', cut)])).toEqual(['strict']);
    expect(scorersFor('bail-prompt', [parent, reply('<choice>leave</choice>')])).toEqual(['strict', 'paper']);
    expect(scorersFor('bail-string', [reply('ENDCHAT\n', cut)])).toEqual(['strict', 'paper']);
    expect(scorersFor('bail-tool', [reply('', cut)])).toEqual(['strict', 'paper']);
  });
});

describe('stopping does not change who leaves', () => {
  const pieces = fc.constantFrom(
    'ENDCHAT',
    '\nENDCHAT\n',
    '- ENDCHAT\n',
    '"',
    '`',
    '```\n',
    '“',
    'To end this chat, write ',
    '<tool_call>{"name": "end_chat", "arguments": {}}</tool_call>',
    '<tool_call>{"name": "other", "arguments": {}}</tool_call>',
    '<think>',
    '</think>',
    'I would rather go.',
    ' and so on ',
    '\n',
    '\n\n',
    '**',
    '> ',
  );
  /** A text as far as it is written when pieces of `size` characters come one by one. */
  function writtenUntilSettled(text: string, offer: Offer, size: number): string | null {
    const { stop } = asked(offer, early);
    if (stop === undefined) return null;
    const isSettled = stopDetector(stop);
    for (let end = size; end < text.length + size; end += size) {
      if (isSettled(text.slice(0, end), [])) return text.slice(0, end);
    }
    return null;
  }

  test.each([
    ['bail-string', stringOffer, 3],
    ['bail-tool', toolOffer, 5],
  ] as const)('%s: what is cut short is a bail, by both scorers', (name, offer, size) => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const cut = writtenUntilSettled(parts.join(''), offer, size);
        if (cut === null) return;
        for (const scorer of ['strict', 'paper'] as const) {
          expect(methods[name].scorers[scorer](offer, [reply(cut, { finish: 'stopped' })]).outcome).toBe('bail');
        }
      }),
      { seed: 77, numRuns: 3000 },
    );
  });

  test('bail-prompt: what is cut short is the first answer', () => {
    const answers = fc.constantFrom(
      '<choice>leave</choice>',
      '<choice>stay</choice>',
      '\n<choice> Stay </choice>\n',
      'If you want to end this chat, write ',
      ' or ',
      '.\n',
      'I think I would rather go on with all of it.',
      '<think>',
      '</think>',
    );
    const offer = promptOffer('bail-first');
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 6 }), (parts) => {
        const cut = writtenUntilSettled(parts.join(''), offer, 2);
        if (cut === null) return;
        const { outcome } = methods['bail-prompt'].scorers.strict(offer, [parent, reply(cut, { finish: 'stopped' })]);
        expect(['bail', 'continue']).toContain(outcome);
      }),
      { seed: 78, numRuns: 3000 },
    );
  });
});
