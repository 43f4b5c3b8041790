/**
 * p-values adjusted for the size of their family so that with a limit of α on them, the chance of even one false
 * finding is at most α. `null` (nothing could be concluded) stays `null`, but counts in the size of the family.
 *
 * Source: S. Holm (1979), Scandinavian Journal of Statistics 6.
 *
 * @throws RangeError on a p-value outside [0, 1].
 */
export function holm(ps: readonly (number | null)[]): readonly (number | null)[] {
  const family = ps.length;
  return adjusted(ps, (sorted) => {
    let most = 0;
    return sorted.map((p, rank) => {
      most = Math.max(most, Math.min(1, p * (family - rank)));
      return most;
    });
  });
}

/**
 * p-values adjusted so that with a limit of α on them, on average at most a share α of the findings is false (where
 * the tests are independent or depend positively). `null` as in holm.
 *
 * Source: Y. Benjamini and Y. Hochberg (1995), J. R. Stat. Soc. B 57.
 *
 * @throws RangeError on a p-value outside [0, 1].
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): readonly (number | null)[] {
  const family = ps.length;
  return adjusted(ps, (sorted) => {
    let least = 1;
    const found: number[] = [];
    for (let rank = sorted.length - 1; rank >= 0; rank -= 1) {
      least = Math.min(least, ((sorted[rank] ?? 1) * family) / (rank + 1));
      found.push(least);
    }
    return found.toReversed();
  });
}

/** Sorts what is there, adjusts it in that order, and puts it back in its places. */
function adjusted(
  ps: readonly (number | null)[],
  adjust: (sorted: readonly number[]) => readonly number[],
): readonly (number | null)[] {
  const known: { readonly p: number; readonly place: number }[] = [];
  for (const [place, p] of ps.entries()) {
    if (p === null) continue;
    if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no p-value`);
    known.push({ p, place });
  }
  known.sort((one, other) => one.p - other.p);
  const values = adjust(known.map(({ p }) => p));
  const found: (number | null)[] = ps.map(() => null);
  for (const [rank, { place }] of known.entries()) found[place] = values[rank] ?? null;
  return found;
}
