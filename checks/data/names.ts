import { distance } from 'fastest-levenshtein';

import { formatPosition } from '../../src/base/errors.ts';
import { didYouMean } from '../../src/base/nearest.ts';
import { type DataLine, type Mistake, mistakeOf } from './data-line.ts';

/** Names at most so many letters apart are most likely one name, misspelt. */
const typoLetters = 2;

/** The categories on a data card, each with its clusters. */
export type KnownNames = ReadonlyMap<string, readonly string[]>;

/** Categories and clusters are spelt as on the card, each is told of once, and a cluster belongs to one category. */
export function checkKnownNames(items: readonly DataLine[], known: KnownNames, card: string): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const told = new Set<string>();
  for (const item of items) {
    const clusters = known.get(item.category);
    const [field, names] =
      clusters === undefined ? (['category', [...known.keys()]] as const) : (['cluster', clusters] as const);
    if (names.includes(item[field]) || told.has(item[field])) continue;
    told.add(item[field]);
    const whose = field === 'cluster' ? ` in ${item.category}` : '';
    mistakes.push(
      mistakeOf(item, `the ${field} "${item[field]}" is not on ${card}${whose}.${didYouMean(item[field], names)}`),
    );
  }
  return mistakes;
}

/** Whatever a card says: names are in kebab-case, no two differ by a typo, and a cluster belongs to one category. */
export function checkNames(items: readonly DataLine[]): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const home = new Map<string, DataLine>();
  for (const item of items) {
    const first = home.get(item.cluster);
    if (first === undefined) home.set(item.cluster, item);
    else if (first.category !== item.category) {
      const before = `${formatPosition(first.at)} has "${first.category}"`;
      mistakes.push(mistakeOf(item, `the cluster ${item.cluster} has the category "${item.category}", but ${before}`));
    }
  }
  for (const field of ['category', 'cluster'] as const) {
    const firsts = new Map(items.toReversed().map((item) => [item[field], item]));
    const names = [...firsts].sort(([, one], [, other]) => items.indexOf(one) - items.indexOf(other));
    for (const [index, [name, item]] of names.entries()) {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
        mistakes.push(mistakeOf(item, `the ${field} "${name}" is not in kebab-case`));
      }
      const alike = names.slice(0, index).find(([other]) => other.length > 5 && distance(name, other) <= typoLetters);
      if (alike !== undefined) {
        mistakes.push(mistakeOf(item, `the ${field} "${name}" looks like "${alike[0]}", misspelt`));
      }
    }
  }
  return mistakes;
}
