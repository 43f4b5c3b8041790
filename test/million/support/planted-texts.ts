import type { TextOf } from '../../../bench/million/fill-store.ts';

/** Words that most replies have, and one that hardly any has; no prompt has any of them. */
export const planted = { common: ['meadow', 'thunder', 'copper'], rare: 'quicksilver' } as const;

/** How many replies were given what. */
export interface Planted {
  /** All common words. */
  common: number;
  /** The same, of trials that leave. */
  commonOfBails: number;
  rare: number;
}

/**
 * Replies that tell their number, with words planted by it: by other primes than trials leave by, so that every condition and item gets its share.
 *
 * @returns the texts, and how many were given which words so far
 */
export function plantedTexts(): { readonly textOf: TextOf; readonly counts: Planted } {
  const counts: Planted = { common: 0, commonOfBails: 0, rare: 0 };
  const [meadow, thunder, copper] = planted.common;
  const textOf: TextOf = (index, leaves) => {
    const has = [index % 13 < 9, index % 17 < 12, index % 19 < 11] as const;
    const isRare = index % 9_973 === 0;
    if (has.every(Boolean)) {
      counts.common += 1;
      counts.commonOfBails += leaves ? 1 : 0;
    }
    counts.rare += isRare ? 1 : 0;
    return (
      `Reply ${index}: as far as I can tell, a ${has[0] ? meadow : 'harbour'} after the ${has[1] ? thunder : 'snow'} ` +
      `looks like ${has[2] ? copper : 'glass'}${isRare ? `, or like ${planted.rare}` : ''}.`
    );
  };
  return { textOf, counts };
}
