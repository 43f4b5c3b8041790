import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findHits, hasAllTerms } from '../../src/server/wire/text-search/find-hits.ts';
import { readQuery } from '../../src/server/wire/text-search/query.ts';
import { snippetOf } from '../../src/server/wire/text-search/snippet.ts';
import { indexText, wordsOf } from '../../src/server/wire/text-search/words.ts';

const hitTexts = (text: string, query: string): readonly string[] =>
  Array.from(findHits(text, readQuery(query)), ({ start, end }) => text.slice(start, end));
const anyText = fc.string({
  unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom(...'aB é_ㅎ한字かไท🔄"*\0\ud800')),
});

describe('a search of a text', () => {
  test.each([
    ['case and accents aside', 'I want to LÉAVE', 'leave', ['LÉAVE']],
    ['whole words', 'leaves leave leaving', 'leave', ['leave']],
    ['beginnings of words, where it says so', 'leaves leave left', 'leav*', ['leaves', 'leave']],
    ['words in quotes together', 'end the chat; the end', '"the end"', ['the end']],
    ['punctuation and lines between words in quotes', 'end\n— the chat', '“end the”', ['end\n— the']],
    ['Chinese inside a sentence', '我想离开这个对话。', '离开', ['离开']],
    ['Japanese', '会話を終了します', '終了', ['終了']],
    ['Thai', 'ฉันอยากออกจากการสนทนา', 'ออกจาก', ['ออกจาก']],
    ['Korean with its endings', '대화를 끝내고', '대화', ['대화']],
    ['symbols', 'I choose 🔄 now', '🔄', ['🔄']],
    ['names of tools by their parts', 'end_conversation({})', 'end_conversation', ['end_conversation']],
  ])('finds %s', (_, text, query, expected) => {
    expect(hitTexts(text, query)).toEqual(expected);
  });

  test('finds nothing of words that do not stand together, or of another word', () => {
    expect(hitTexts('the bitter end', '"the end"')).toEqual([]);
    expect(hitTexts('开离', '离开')).toEqual([]);
    expect(hitTexts('anything', '" * ')).toEqual([]);
  });

  test('of very many words looks for the first', () => {
    const sentence = Array.from({ length: 70 }, (_, at) => `w${at}`);
    expect(hasAllTerms([sentence.slice(0, 64).join(' ')], readQuery(`"${sentence.join(' ')}*"`))).toBe(true);
    expect(hasAllTerms([sentence.slice(0, 63).join(' ')], readQuery(`"${sentence.join(' ')}*"`))).toBe(false);
    expect(hasAllTerms([sentence.slice(0, 32).join(' ')], readQuery(sentence.join(' ')))).toBe(true);
  });

  test('wants all words, in any of the texts', () => {
    expect(hasAllTerms(['a prompt about rain', 'I would leave'], readQuery('leave rain'))).toBe(true);
    expect(hasAllTerms(['a prompt about rain', 'I would stay'], readQuery('leave rain'))).toBe(false);
  });

  test('sees the words that an index of the text has, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const indexed = indexText(text)
          .toLowerCase()
          .split(/[^0-9a-z\u0080-\uffff]+/)
          .filter((word) => word !== '');
        expect(indexed).toEqual(Array.from(wordsOf(text), ({ word }) => word));
      }),
      { numRuns: 2000 },
    );
  });

  test('sees the same words where they are so long that only their beginning is compared', () => {
    const letters = fc.integer({ min: 0, max: 320 }).map((length) => 'x7'.repeat(length).slice(length));
    fc.assert(
      fc.property(fc.array(fc.oneof(letters, fc.constantFrom(' ', '-', 'é'))), (pieces) => {
        const text = pieces.join('');
        expect(indexText(text).split(/[ -]+/).filter(Boolean)).toEqual(Array.from(wordsOf(text), ({ word }) => word));
      }),
    );
  });

  test('finds a text by each of its own words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { word, start, end } of wordsOf(text)) {
          const hits = [...findHits(text, [{ words: [word], prefix: false }])];
          expect(hits.map((hit) => [hit.start, hit.end])).toContainEqual([start, end]);
        }
      }),
    );
  });
});

describe('a snippet', () => {
  test('is a piece of the text, its hits marked, ellipses where it was cut', () => {
    const text = `${'before '.repeat(50)}here it LEAVES.${' after'.repeat(100)}`;
    const { found, snippet } = snippetOf(text, readQuery('leaves'));
    expect(found).toBe(true);
    expect(snippet.filter(({ hit }) => hit).map((part) => part.text)).toEqual(['LEAVES']);
    const whole = snippet.map((part) => part.text).join('');
    expect(whole).toMatch(/^….*here it LEAVES\..*…$/);
    expect(text).toContain(whole.replaceAll('…', ''));
  });

  test('of any text and search is made of that text, and never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.array(anyText), anyText, (texts, query) => {
        const text = texts.join('🔄'.repeat(30));
        const whole = snippetOf(text, readQuery(query))
          .snippet.map((part) => part.text)
          .join('');
        const bare = whole.replace(/^…/, '').replace(/…$/, '');
        expect(text.includes(bare) || text.includes(whole)).toBe(true);
        if (text.isWellFormed()) expect(whole.isWellFormed()).toBe(true);
      }),
    );
  });
});
