import { expect, test } from 'vitest';

import { band, fixedCoverage, holds, randomCoverage, type Cell } from '../../bench/coverage-cell.ts';

// A short version of bench/coverage.ts: few cells, few replicates, and the tolerance that goes with them.
const replicates = 300;
const standardErrors = 3;

const cells: readonly Cell[] = [
  { rate: 0.01, clusters: 163, size: 5, epochs: 3, spread: { cluster: 0, item: 0 } },
  { rate: 0.1, clusters: 163, size: 1, epochs: 1, spread: { cluster: 0, item: 0 } },
  { rate: 0.1, clusters: 163, size: 'unequal', epochs: 3, spread: { cluster: 0.3, item: 0 } },
  { rate: 0.1, clusters: 163, size: 10, epochs: 1, spread: { cluster: 0.8, item: 0 } },
  { rate: 0.5, clusters: 60, size: 'unequal', epochs: 3, spread: { cluster: 0.2, item: 0.3 } },
  { rate: 0.5, clusters: 60, size: 10, epochs: 1, spread: { cluster: 0.05, item: 0 } },
  { rate: 0.001, clusters: 163, size: 'unequal', epochs: 1, spread: { cluster: 0.3, item: 0 } },
  { rate: 0.99, clusters: 60, size: 'unequal', epochs: 3, spread: { cluster: 0.3, item: 0 } },
  { rate: 0.5, clusters: 5, size: 10, epochs: 1, spread: { cluster: 0.8, item: 0 } },
];

test.each(cells.map((cell) => [JSON.stringify(cell), cell] as const))('coverage at %s', (_, cell) => {
  for (const result of [randomCoverage(cell, replicates), fixedCoverage(cell, replicates)]) {
    expect(
      holds(result, standardErrors),
      `${result.kind}: ${result.covered}, band ${JSON.stringify(band(result))}`,
    ).toBe(true);
  }
});
