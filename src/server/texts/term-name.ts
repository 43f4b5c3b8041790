import type { Term } from '../wire/text-search/query.ts';

/** Letters of the beginnings of words that are kept with the texts that have them. */
export const mostBeginning = 3;

/**
 * What a term is called where the texts that have it are kept: a word as it is, a beginning with `*` behind it. `null` for
 * those that are never kept: several words, long beginnings.
 */
export function termName({ words, prefix }: Term): string | null {
  const [word = ''] = words;
  if (words.length !== 1 || (prefix && word.length > mostBeginning)) return null;
  return prefix ? `${word}*` : word;
}
