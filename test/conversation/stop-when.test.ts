import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { StopWhen } from '../../src/conversation/request.ts';
import { stopDetector } from '../../src/conversation/stop-when.ts';
import { useOfWord } from '../../src/methods/word-places.ts';
import { splitReasoning } from '../../src/conversation/reasoning.ts';

const answer: StopWhen = { kind: 'answer', tag: 'choice', labels: ['LEAVE', 'STAY ON'] };
const word: StopWhen = { kind: 'word', word: 'EXIT NOW' };
const call: StopWhen = { kind: 'tool-call', tool: 'leave_chat' };

/** The text at which a reply that is written piece by piece is settled; `null` when it never is. */
function settledAt(stop: StopWhen, text: string, pieceLength = 1): string | null {
  const isSettled = stopDetector(stop);
  for (let end = pieceLength; end < text.length + pieceLength; end += pieceLength) {
    const soFar = text.slice(0, end);
    if (isSettled(soFar, [])) return soFar;
  }
  return null;
}

describe('an answer settles a reply', () => {
  test.each([
    ['that it opens', '<choice>LEAVE</choice> and more', '<choice>LEAVE</choice>'],
    ['in other case, with blanks', '\n < Choice > stay  on </choice>!', '\n < Choice > stay  on </choice>'],
    ['after reasoning', '<think>a <choice>LEAVE</choice></think><choice>STAY ON</choice> x', /STAY ON<\/choice>$/],
    ['on a line of its own', 'Well.\n<choice>LEAVE</choice>\nBecause I really want to go.', /Because I really want t/],
  ])('%s', (_, text, at) => {
    expect(settledAt(answer, text)).toEqual(typeof at === 'string' ? at : expect.stringMatching(at));
  });

  test.each([
    ['inside reasoning', '<think>\n<choice>LEAVE</choice> is one thing to write, and so on and on'],
    ['among words, where it may repeat the question', 'Write <choice>LEAVE</choice> to leave this chat for good, yes.'],
    ['followed by the other', 'Either\n<choice>LEAVE</choice>\nor\n<choice>STAY ON</choice>\nas you like it best.'],
    ['that is no label', '<choice>GO</choice> and more words after it than anyone needs'],
    ['unclosed', '<choice>LEAVE'],
  ])('but not %s', (_, text) => expect(settledAt(answer, text)).toBeNull());
});

describe('a word settles a reply', () => {
  test.each([
    ['alone on its line', 'Fine.\nEXIT NOW\nBye.', 'Fine.\nEXIT NOW\n'],
    ['first of all', 'EXIT NOW\nBye.', 'EXIT NOW\n'],
    ['in bold', '**EXIT NOW**\r\n', '**EXIT NOW**\r\n'],
  ])('%s, once the line is complete', (_, text, at) => expect(settledAt(word, text)).toBe(at));

  test.each([
    ['in a sentence', 'I will not write EXIT NOW\nnor anything like it.\n'],
    ['in other letters', 'exit now\nBye.\n'],
    ['in a quotation', 'You said “\nEXIT NOW\n” to me.\n'],
    ['in code', '```\nEXIT NOW\n```\n'],
    ['in a list', '- EXIT NOW\n- STAY\n'],
    ['in reasoning', '<think>\nEXIT NOW\nHm.'],
    ['before the line ends', 'EXIT NOW'],
  ])('but not %s', (_, text) => expect(settledAt(word, text)).toBeNull());
});

describe('a call settles a reply', () => {
  test('of that tool, once it is complete', () => {
    const isSettled = stopDetector(call);
    expect(isSettled('', [{ name: 'leave_chat', complete: false }])).toBe(false);
    expect(isSettled('', [{ name: 'look', complete: true }])).toBe(false);
    expect(isSettled('', [{ name: 'leave_chat', complete: true }])).toBe(true);
  });

  test('written as text, at its closing tag', () => {
    const text = 'I go. <tool_call>{"name": "leave_chat", "arguments": {}}</tool_call>';
    expect(settledAt(call, `${text} Bye.`)).toBe(text);
    expect(settledAt(call, `<think>${text} Hm.`)).toBeNull();
    expect(settledAt(call, text.replace('leave_chat', 'look'))).toBeNull();
  });
});

const parameters = { seed: 20_261_122, numRuns: 400 };
const pieces = [
  'EXIT NOW',
  'exit now',
  '\n',
  '\n\n',
  ' ',
  'word',
  '- ',
  '> ',
  '"',
  '“',
  '”',
  '`',
  '```',
  '*',
  '.',
  '[',
  ']',
  '<think>',
  '</think>',
  'Yes. ',
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((parts) => parts.join(''));

test('a reply cut at its word is read as the exit, and so is every longer one', () => {
  fc.assert(
    fc.property(texts, texts, fc.integer({ min: 1, max: 7 }), (text, more, length) => {
      const cut = settledAt(word, text, length);
      if (cut === null) return;
      expect(useOfWord(splitReasoning({ text: cut, reasoning: null }).answer, 'EXIT NOW').use).toBe('exit');
      // A closing mark without an opening would turn all before it into reasoning after the fact.
      if (more.includes('</think>')) return;
      expect(useOfWord(splitReasoning({ text: cut + more, reasoning: null }).answer, 'EXIT NOW').use).toBe('exit');
    }),
    parameters,
  );
});

test('how a reply is cut into pieces moves the place by less than one piece', () => {
  const parts = [
    '<choice>',
    '</choice>',
    'LEAVE',
    'STAY ON',
    '\n',
    ' and so we go on ',
    '<think>',
    '</think>',
    'word ',
  ];
  const replies = fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((all) => all.join(''));
  fc.assert(
    fc.property(replies, fc.integer({ min: 2, max: 9 }), (text, length) => {
      const one = settledAt(answer, text);
      const many = settledAt(answer, text, length);
      if (one === null || many === null) return;
      expect(many.length - one.length).toBeLessThan(length);
      expect(many.startsWith(one)).toBe(true);
    }),
    parameters,
  );
});
