import { mostBeginning } from './term-name.ts';

/** How much of each text is looked at. */
const sampledCharacters = 4_000;
/** No more terms are worth their room. */
const mostTerms = 2_000;

/**
 * The words that many of some texts have, and the beginnings of words (`le*`) that many have: the most common first.
 *
 * @param columns texts as an index of words has them, of each column
 * @param share how many of a column's texts must have it
 */
export function commonTerms(columns: readonly (readonly string[])[], share: number): readonly string[] {
  const most = new Map<string, number>();
  for (const texts of columns) {
    const counts = new Map<string, number>();
    for (const text of texts) for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      if (count >= share * texts.length) most.set(term, Math.max(count, most.get(term) ?? 0));
    }
  }
  const byCount = [...most].toSorted(([, one], [, other]) => other - one);
  return byCount.slice(0, mostTerms).map(([term]) => term);
}

function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const word of text
    .slice(0, sampledCharacters)
    .toLowerCase()
    .match(/[0-9a-z\u0080-\uffff]+/g) ?? []) {
    terms.add(word);
    for (let letters = 1; letters <= Math.min(mostBeginning, word.length); letters += 1) {
      const beginning = word.slice(0, letters);
      if (beginning.isWellFormed()) terms.add(`${beginning}*`);
    }
  }
  return terms;
}
