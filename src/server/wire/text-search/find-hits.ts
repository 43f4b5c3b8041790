import type { TextRange } from '../../../conversation/text-range.ts';
import type { Term } from './query.ts';
import { wordsOf, type Word } from './words.ts';

/** A place where a term stands; `term` is its place among those looked for. */
export interface Hit extends TextRange {
  readonly term: number;
}

/** Where terms stand in a text, by where they end, one at a time. */
export function* findHits(text: string, terms: readonly Term[]): Generator<Hit> {
  const longest = Math.max(0, ...terms.map(({ words }) => words.length));
  const recent: Word[] = [];
  for (const word of wordsOf(text)) {
    recent.push(word);
    if (recent.length > longest) recent.shift();
    for (const [index, term] of terms.entries()) {
      const first = recent[recent.length - term.words.length];
      if (first !== undefined && endsWith(recent, term)) yield { term: index, start: first.start, end: word.end };
    }
  }
}

function endsWith(recent: readonly Word[], { words, prefix }: Term): boolean {
  const from = recent.length - words.length;
  return words.every((wanted, index) => {
    const word = recent[from + index]?.word;
    return prefix && index === words.length - 1 ? word?.startsWith(wanted) === true : word === wanted;
  });
}

/** Whether every term stands in at least one of the texts. */
export function hasAllTerms(texts: readonly string[], terms: readonly Term[]): boolean {
  let missing = terms;
  for (const text of texts) {
    const found = new Set<number>();
    for (const { term } of findHits(text, missing)) {
      if (found.add(term).size === missing.length) return true;
    }
    missing = missing.filter((_, index) => !found.has(index));
  }
  return missing.length === 0;
}
