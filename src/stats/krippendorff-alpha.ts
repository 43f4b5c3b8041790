import { unitsOf, type Ratings } from './fleiss-kappa.ts';
import { measured, undefinedBecause, type Measured } from './measured.ts';

/** What kind of numbers the codes are: names, places on a scale, or amounts. */
export type AlphaLevel = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's alpha of any number of raters, codes missing or not: 1 less the observed disagreement over the
 * expected. 1 for full agreement, 0 for chance. Units with a single code say nothing and are left out. None where only
 * one code is left, or no unit has two.
 *
 * Source: K. Krippendorff (2011), "Computing Krippendorff's alpha-reliability", University of Pennsylvania.
 *
 * @throws RangeError on fewer than two raters, or lists of unequal length.
 */
export function krippendorffAlpha(ratings: Ratings, level: AlphaLevel = 'nominal'): Measured {
  const units = unitsOf(ratings);
  const byUnit: Map<number, number>[] = [];
  const overall = new Map<number, number>();
  for (let unit = 0; unit < units; unit += 1) {
    const codes = ratings.map((list) => list[unit] ?? Number.NaN).filter((code) => !Number.isNaN(code));
    if (codes.length < 2) continue;
    const times = new Map<number, number>();
    for (const code of codes) {
      times.set(code, (times.get(code) ?? 0) + 1);
      overall.set(code, (overall.get(code) ?? 0) + 1);
    }
    byUnit.push(times);
  }
  if (byUnit.length === 0) return undefinedBecause('no unit has two codes');
  if (overall.size === 1) return undefinedBecause('all raters gave one and the same code throughout');
  const distance = distances[level](overall);
  let observed = 0;
  for (const times of byUnit) observed += disagreement(times, distance) / (totalOf(times) - 1);
  const expected = disagreement(overall, distance) / (totalOf(overall) - 1);
  return measured(1 - observed / expected);
}

type Distance = (one: number, other: number) => number;

/** Sum of the squared distances over all ordered pairs of codes. */
function disagreement(times: ReadonlyMap<number, number>, distance: Distance): number {
  let sum = 0;
  for (const [one, ofOne] of times) {
    for (const [other, ofOther] of times) if (one !== other) sum += ofOne * ofOther * distance(one, other);
  }
  return sum;
}

function totalOf(times: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const count of times.values()) total += count;
  return total;
}

const distances: Readonly<Record<AlphaLevel, (overall: ReadonlyMap<number, number>) => Distance>> = {
  nominal: () => () => 1,
  ordinal: (overall) => {
    // How many codes lie between two, half of the two themselves counted: a difference of mid-ranks.
    const ranks = new Map<number, number>();
    let before = 0;
    for (const code of [...overall.keys()].sort((one, other) => one - other)) {
      const count = overall.get(code) ?? 0;
      ranks.set(code, before + count / 2);
      before += count;
    }
    return (one, other) => ((ranks.get(one) ?? 0) - (ranks.get(other) ?? 0)) ** 2;
  },
  interval: () => (one, other) => (one - other) ** 2,
};
