import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textBlock } from '../../../src/report/html/text.ts';
import { readHtml } from './read-html.ts';

const block = /<div class="text" dir="auto">(.*)<\/div>/s;

function shown(text: string, limit: number, marked?: { start: number; end: number }): { body: string; mark: string } {
  const body = block.exec(textBlock(text, limit, marked).toString())?.[1] ?? '';
  const mark = /<mark>(.*)<\/mark>/s.exec(body)?.[1] ?? '';
  return { body: readHtml(body).text, mark: readHtml(mark).text };
}

describe('a text in the page', () => {
  test('is shown exactly, line ends and all', () => {
    expect(shown('  a\n\tb <c>\n', 100).body).toBe('  a\n\tb <c>\n');
    expect(textBlock('', 100).toString()).toContain('empty');
  });

  test('a long one is cut, and the page says by how much', () => {
    const markup = textBlock('x'.repeat(1500), 1000).toString();
    expect(shown('x'.repeat(1500), 1000).body).toHaveLength(1000);
    expect(markup).toContain('500 characters after this not shown');
  });

  test('the deciding piece is marked, and kept in view where the text is cut', () => {
    expect(shown('I say LEAVE now', 100, { start: 6, end: 11 }).mark).toBe('LEAVE');
    const long = `${'a'.repeat(5000)}LEAVE${'b'.repeat(5000)}`;
    const cut = shown(long, 300, { start: 5000, end: 5005 });
    expect(cut.mark).toBe('LEAVE');
    expect(cut.body).toHaveLength(300);
  });

  test('any offsets, in any text, show at most the limit and never half a character', () => {
    const offset = fc.integer({ min: -5, max: 60 });
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        offset,
        offset,
        fc.nat(30),
        (text, start, end, limit) => {
          fc.pre(text !== '' && text.isWellFormed());
          const { body, mark } = shown(text, limit, { start, end });
          expect(body.isWellFormed() && !body.includes('U+D')).toBe(true);
          expect(text.includes(mark) || mark.includes('U+')).toBe(true);
        },
      ),
      { seed: 6 },
    );
  });
});
