/** Permutations and bootstrap draws where little is compared, and the least however much is. */
const bounds = { permutations: { most: 9999, least: 499 }, bootstrap: { most: 2000, least: 399 } };

/** How many permutations and bootstrap draws there is time for. */
export interface Draws {
  readonly permutations: number;
  readonly bootstrapDraws: number;
}

/**
 * As many draws as fit into the work a report may do, within bounds.
 *
 * @param clusters in all that is tested, together
 * @param most clusters looked at in all permutations, and in all bootstrap draws
 * @param least permutations, where 499 are too few
 */
export function boundedDraws(
  clusters: number,
  most: { readonly permutations: number; readonly bootstrap: number },
  least: { readonly permutations: number } = { permutations: bounds.permutations.least },
): Draws {
  const wanted = (kind: 'permutations' | 'bootstrap'): number =>
    Math.min(bounds[kind].most, Math.floor(most[kind] / Math.max(1, clusters)));
  return {
    permutations: Math.max(least.permutations, wanted('permutations')),
    bootstrapDraws: Math.max(bounds.bootstrap.least, wanted('bootstrap')),
  };
}
