import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { splitReasoning, textWithoutReasoning } from '../../src/conversation/reasoning.ts';

const split = (text: string, reasoning: string | null = null) => splitReasoning({ text, reasoning });

describe('splitReasoning', () => {
  test.each([
    ['no reasoning', 'Hello.', 'Hello.', false],
    ['think', '<think>a</think>b', 'b', false],
    ['thinking', '<thinking>a</thinking>b', 'b', false],
    ['reasoning', '<reasoning>a</reasoning>b', 'b', false],
    ['square brackets', '[THINK]a[/THINK]b', 'b', false],
    ['case and blanks', '< THINK >a< / think >b', 'b', false],
    ['no opening', 'a</think>b', 'b', false],
    ['two blocks in a row', '<think>a</think>\n<think>b</think>c', 'c', false],
    ['a nested opening', '<think>a <think> b</think> c</think>d', 'd', false],
    ['closed by another form', '<thinking>a</think>b', 'b', false],
    ['unclosed', '<think>a', '', true],
    ['text, then an unclosed block', 'a <think>b', 'a         ', true],
    ['a block in the middle', 'a <think>b</think> c', 'a                  c', false],
    ['talk of the tag', 'Write `</think>` to close it.', 'Write `</think>` to close it.', false],
    ['channels', '<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b', 'b', false],
    ['a channel that never ends', '<|channel|>analysis<|message|>a', '', true],
    ['the final channel alone', '<|channel|>final<|message|>b', 'b', false],
  ])('%s', (_, text, answer, unclosed) => {
    const result = split(text);
    expect(result.answer).toBe(answer);
    expect(result.unclosed).toBe(unclosed);
    expect(result.reasoning === null).toBe(answer === text);
  });

  test('keeps reasoning the endpoint reports, before that in the text', () => {
    expect(split('<think>b</think>c', 'a').reasoning).toBe('a\n<think>b</think>');
    expect(split('c', '').reasoning).toBeNull();
  });

  test('keeps every letter of the answer at its offset in the text', () => {
    const part = fc.constantFrom('<think>', '</think>', '[THINK]', '[/THINK]', '<|end|>', ' ', 'a', 'bc', '\n', '`');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const { answer, answerStart } = split(text);
        expect(answer.length).toBe(text.length - answerStart);
        for (const [index, unit] of [...answer].entries()) {
          if (unit !== ' ') expect(text[answerStart + index]).toBe(unit);
        }
        expect(textWithoutReasoning({ text }).replaceAll(/\s/g, '')).toBe(answer.replaceAll(/\s/g, ''));
      }),
      { seed: 20, numRuns: 500 },
    );
  });
});

test('a reply without reasoning is sent back as it is', () => {
  expect(textWithoutReasoning({ text: ' a \n' })).toBe(' a \n');
  expect(textWithoutReasoning({ text: '<think>x</think>\n\na <think>y</think>b\n' })).toBe('a b');
});
