import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { visibleJson, visibleLine, visibleParts } from '../../src/report/visible-text.ts';
import { anyText } from './any-text.ts';

// oxlint-disable-next-line no-misleading-character-class -- each stands for itself
const hidesOrMoves = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u3164\u{e0100}-\u{e01ef}]/u;

describe('text from outside', () => {
  test.each([
    ['right-to-left override', 'a\u202eb', 'a[U+202E]b'],
    ['zero width space', 'a\u200bb', 'a[U+200B]b'],
    ['terminal colour', '\u001b[31mred', '[U+001B][31mred'],
    ['one-byte control sequence', '\u009b31m', '[U+009B]31m'],
    ['soft hyphen', 'pass\u00adword', 'pass[U+00AD]word'],
    ['tag characters', 'hi\u{e0041}', 'hi[U+E0041]'],
    ['lone surrogate', 'x\ud800y', 'x[U+D800]y'],
    ['blank that is a letter', 'a\u3164b', 'a[U+3164]b'],
    ['line separator', 'a\u2028b', 'a[U+2028]b'],
  ])('%s is named', (_, text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });

  test('ordinary writing is left as it is', () => {
    for (const text of ['naïve Ω 漢字 שלום', 'a family: 👨‍👩‍👧', 'a heart: ❤️', 'e\u0301']) {
      expect(visibleLine(text)).toBe(text);
    }
  });

  test('a name is one line, cut to its length', () => {
    expect(visibleLine('a\r\n b\tc', 20)).toBe('a b c');
    expect(visibleLine('abcdef', 4)).toBe('abc…');
    expect(visibleLine('  '.repeat(500) + 'x', 10)).toContain('…');
  });

  test('plain parts never hold a character that hides or moves text', () => {
    fc.assert(
      fc.property(anyText(60), (text) => {
        const shown = visibleParts(text).map((part) => part.text);
        expect(shown.join('').replace(/[\n\t\u200d]/g, '')).not.toMatch(hidesOrMoves);
      }),
      { seed: 2 },
    );
  });

  test('JSON keeps its value and shows nothing hidden', () => {
    fc.assert(
      fc.property(anyText(60), (text) => {
        const json = visibleJson(JSON.stringify({ text }, null, 2));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json.replace(/\n/g, '')).not.toMatch(hidesOrMoves);
      }),
      { seed: 3 },
    );
  });
});
