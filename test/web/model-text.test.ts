import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hiddenCharacters } from '../../src/base/hidden-characters.ts';
import { chunksOf, nextChunk, type Highlight, type TextChunk } from '../../web/ui/text/text-chunks.ts';
import { textParts, type TextPart } from '../../web/ui/text/text-parts.ts';
import { anyText } from '../report/any-text.ts';

const sourceOf = (parts: readonly TextPart[]): string => parts.map(({ source }) => source).join('');
const partsOf = (chunks: readonly TextChunk[]): TextPart[] =>
  chunks.flatMap(({ runs }) => runs.flatMap(({ parts }) => parts));

const hostileText = anyText(
  300,
  '\r\n',
  'z\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '\u{1f469}\u200d\u{1f469}',
  '\u001b[31m',
);

const anyHighlights = fc.array(
  fc
    .tuple(fc.integer({ min: -5, max: 400 }), fc.integer({ min: -5, max: 400 }), fc.constantFrom('evidence', 'hit'))
    .map(([start, end, kind]): Highlight => ({ start, end, kind })),
  { maxLength: 6 },
);

describe('a text from outside, in parts', () => {
  it('loses nothing', () => {
    fc.assert(fc.property(hostileText, (text) => sourceOf(textParts(text)) === text));
  });

  it('shows nothing that hides, reorders or moves text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = textParts(text).flatMap(({ shown: seen }) => seen.match(hiddenCharacters) ?? []);
        // The joiner stays where it joins the pictures of one emoji.
        expect(new Set(shown).difference(new Set(['\n', '\t', '\u200d']))).toEqual(new Set());
      }),
    );
  });

  it('names what is hidden, once for many in a row', () => {
    const parts = textParts(`a\u202eb${'\u200b'.repeat(1500)}\u001b[31mc\u0000\ud800`);
    expect(parts.map(({ shown }) => shown)).toEqual([
      'a',
      'U+202E',
      'b',
      'U+200B × 1,500',
      'U+001B',
      '[31mc',
      'U+0000',
      'U+D800',
    ]);
  });

  it('keeps a flood of marks on one character apart, with most of it counted and not shown', () => {
    const parts = textParts(`so z${'\u0301'.repeat(100_000)} it is, and e\u0301 stays`);
    expect(parts.map(({ kind }) => kind)).toEqual(['plain', 'piled', 'hidden', 'plain']);
    expect(parts[1]?.source.length).toBeLessThan(20);
    expect(parts[2]?.shown).toBe('99,988 more marks');
    expect(parts[3]?.shown).toBe(' it is, and e\u0301 stays');
  });

  it('ends lines alike, whoever wrote them', () => {
    expect(textParts('a\r\nb\nc')).toEqual([{ kind: 'plain', source: 'a\r\nb\nc', shown: 'a\nb\nc' }]);
  });
});

describe('a long text, in blocks', () => {
  it('loses nothing, whatever is pointed out in it', () => {
    fc.assert(
      fc.property(hostileText, anyHighlights, (text, highlights) => {
        const chunks = [...chunksOf(text, { start: 0, end: text.length }, highlights)];
        expect(sourceOf(partsOf(chunks))).toBe(text);
        expect(chunks.at(-1)?.end ?? 0).toBe(text.length);
      }),
    );
  });

  it('points out every character of a highlight and no other', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), anyHighlights, (text, highlights) => {
        const [chunk] = [...chunksOf(text, { start: 0, end: text.length }, highlights)];
        const kinds = (chunk?.runs ?? []).flatMap(({ highlight, parts }) =>
          Array.from({ length: sourceOf(parts).length }, () => highlight),
        );
        for (const [at, kind] of kinds.entries()) {
          const over = highlights.filter(({ start, end }) => start <= at && at < end);
          const wanted = over.some((one) => one.kind === 'evidence') ? 'evidence' : (over[0]?.kind ?? null);
          expect(kind).toBe(wanted);
        }
      }),
    );
  });

  it('keeps every block small, also of a text that is hidden altogether', () => {
    for (const text of ['word '.repeat(100_000), 'line of words\n'.repeat(20_000), '\u200b\u200c'.repeat(50_000)]) {
      for (const chunk of chunksOf(text, { start: 0, end: text.length }, [])) {
        expect(chunk.end - chunk.start).toBeLessThanOrEqual(32_768);
        expect(chunk.size).toBeLessThanOrEqual(2000);
      }
    }
  });

  it('ends blocks where lines end, and says where it cannot', () => {
    const lines = nextChunk('line of words\n'.repeat(20_000), { start: 0, end: 280_000 }, []);
    expect(lines.end % 'line of words\n'.length).toBe(0);
    expect(lines.isTorn).toBe(false);
    expect(nextChunk('x'.repeat(100_000), { start: 0, end: 100_000 }, []).isTorn).toBe(true);
  });

  it('never cuts a character in two', () => {
    const text = `x${'😀'.repeat(40_000)}`;
    const parts = partsOf([...chunksOf(text, { start: 0, end: text.length }, [{ start: 2, end: 4, kind: 'hit' }])]);
    expect(parts.every(({ kind }) => kind === 'plain')).toBe(true);
  });
});
