import type { TrialColumns } from '../wire/columns/trial-columns.ts';

/**
 * Chooses rows so that every outcome of every condition has as many as every other, as far as it has them: rare outcomes
 * are all there, and within each the choice is uniform and always the same.
 *
 * @param most rows to choose
 * @returns the rows in their order
 */
export function spreadRows(columns: TrialColumns, most: number): Uint32Array {
  const keys = Uint32Array.from(columns.trial, mixed);
  const all = Uint32Array.from(columns.trial, (_, row) => row);
  if (columns.size <= most) return all;
  const rank = new Uint32Array(columns.size);
  const seen = new Map<number, number>();
  for (const row of all.toSorted((one, other) => keys[one]! - keys[other]!)) {
    const stratum = columns.condition[row]! * 256 + columns.outcome[row]!;
    const before = seen.get(stratum) ?? 0;
    rank[row] = before;
    seen.set(stratum, before + 1);
  }
  const byRank = all.toSorted((one, other) => rank[one]! - rank[other]! || keys[one]! - keys[other]!);
  return byRank.slice(0, most).sort();
}

/** Spreads whole numbers over all of 32 bits, each to another (the finaliser of MurmurHash3, by Austin Appleby). */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
