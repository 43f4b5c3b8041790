import { closest, distance } from 'fastest-levenshtein';

/** The known word a misspelt one most likely meant, or `undefined` when none is close. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(word.toLowerCase(), known);
  const isPart = word.length >= 3 && (candidate.includes(word) || word.includes(candidate));
  return isPart || distance(word.toLowerCase(), candidate) <= Math.max(2, Math.floor(word.length / 3))
    ? candidate
    : undefined;
}

/** ` Did you mean "x"?` where a near word is known, else nothing: to be put after a sentence. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearestWord(word, known);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}
