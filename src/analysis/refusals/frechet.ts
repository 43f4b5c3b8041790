import type { Bounds } from './results.ts';

/** What the totals leave possible for the cells: M. Fréchet (1951), Annales de l'Université de Lyon. `null` of none. */
export function frechetBounds(left: number | null, refused: number | null): Bounds | null {
  if (left === null || refused === null) return null;
  return {
    noRefusalBail: frechet(left, 1 - refused),
    refusalBail: frechet(left, refused),
    noBailRefusal: frechet(1 - left, refused),
    neither: frechet(1 - left, 1 - refused),
  };
}

/** What the share of both can be, of two shares: from max(0, one + other − 1) to the less of them. */
export function frechet(one: number, other: number): readonly [low: number, high: number] {
  return [Math.max(0, one + other - 1), Math.min(one, other)];
}
