import { describe, expect, test } from 'vitest';

import { readoutByFirstToken } from '../../../src/models/openai/readout-by-first-token.ts';
import { readAlternatives } from '../../../src/models/openai/token-alternatives.ts';

/** Tokens of a reply: each with the alternatives in its place, itself first. */
function reply(...places: readonly (readonly [token: string, chance: number])[][]) {
  const content = places.map((alternatives) => {
    const top = alternatives.map(([token, chance]) => ({ token, logprob: Math.log(chance) }));
    return { ...top[0], top_logprobs: top };
  });
  return readAlternatives({ content }) ?? [];
}

const texts = ['LEAVE', 'STAY'];

describe('a readout off a reply', () => {
  test('reads the alternatives where the answer begins', () => {
    const tokens = reply(
      [['<choice>', 0.9]],
      [
        ['LEA', 0.5],
        ['ST', 0.25],
        ['STAY', 0.125],
        ['GO', 0.1],
      ],
      [['VE', 1]],
    );
    expect(readoutByFirstToken(tokens, '<choice>', texts)).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(0.375, 12),
    ]);
  });

  test('reads tokens that begin inside the given words', () => {
    const tokens = reply(
      [['<choice', 0.9]],
      [
        ['>LEAVE', 0.5],
        ['>STAY', 0.25],
        ['>', 0.2],
      ],
      [['</', 1]],
    );
    expect(readoutByFirstToken(tokens, '<choice>', texts)).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.25, 12)]);
  });

  test('goes on under a token that several texts begin with', () => {
    const tokens = reply(
      [['<c>', 0.9]],
      [
        ['ST', 0.5],
        ['GO', 0.3],
      ],
      [
        ['AY', 0.75],
        ['OP', 0.25],
      ],
    );
    expect(readoutByFirstToken(tokens, '<c>', ['STAY', 'STOP'])).toEqual([
      expect.closeTo(0.375, 12),
      expect.closeTo(0.125, 12),
    ]);
  });

  test('reads a character that is cut into tokens', () => {
    const cut = (bytes: readonly number[], chance: number): object => ({
      token: '\ufffd',
      logprob: Math.log(chance),
      bytes,
    });
    const first = { ...cut([0xf0, 0x9f], 0.7), top_logprobs: [cut([0xf0, 0x9f], 0.7), cut([0xe2], 0.2)] };
    const tokens = readAlternatives({ content: [first, { ...cut([0x94, 0x84], 1), top_logprobs: [] }] }) ?? [];
    expect(readoutByFirstToken(tokens, '', ['🔄', '⏸'])).toEqual([expect.closeTo(0.7, 12), expect.closeTo(0.2, 12)]);
  });

  test('passes over blanks and reasoning, and reads nothing where a reply begins with other words', () => {
    const thinking = reply(
      [['<think>', 1]],
      [['hm', 1]],
      [['</think>', 1]],
      [['\n', 1]],
      [['<c>', 1]],
      [['STAY', 0.5]],
    );
    expect(readoutByFirstToken(thinking, '<c>', texts)).toEqual([0, expect.closeTo(0.5, 12)]);
    expect(readoutByFirstToken(reply([['Well, ', 1]], [['<c>', 1]]), '<c>', texts)).toBeNull();
  });
});
