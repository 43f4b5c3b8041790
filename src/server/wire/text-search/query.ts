import { wordsOf } from './words.ts';

/** Words that must stand one after the other; of the last one, only its beginning where `prefix`. */
export interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** More terms, and more words in all of them, are not looked for. */
const mostTerms = 32;
const mostWords = 64;

/**
 * What a search looks for: every word alone, those in double quotes as one term. A word that ends in `*` stands for all
 * that begin so. Punctuation inside a word makes it a term of several words, as a sign of Chinese is a word of its own.
 */
export function readQuery(text: string): readonly Term[] {
  const terms = text
    .replace(/[“”„]/g, '"')
    .split('"')
    .flatMap((part, index) => (index % 2 === 1 ? [part] : part.split(/\s+/)))
    .flatMap((part) => {
      const words = Array.from(wordsOf(part), ({ word }) => word);
      return words.length === 0 ? [] : [{ words, prefix: part.endsWith('*') }];
    })
    .slice(0, mostTerms);
  let left = mostWords;
  return terms.flatMap(({ words, prefix }) => {
    const looked = words.slice(0, left);
    left -= looked.length;
    return looked.length === 0 ? [] : [{ words: looked, prefix: prefix && looked.length === words.length }];
  });
}
