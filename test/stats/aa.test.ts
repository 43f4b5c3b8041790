import { expect, test } from 'vitest';

import { aaCell, designs, isHonest } from '../../bench/aa-cell.ts';

// A short version of bench/aa.ts: one setting, few replicates, and the tolerance that goes with them.
const replicates = 100;
const standardErrors = 3;

test.each(designs)('equal respondents are told apart at most once in twenty, %s', (design) => {
  const found = aaCell({ rate: 0.3, clusters: 25, size: 'unequal', spread: 0.5 }, design, replicates);
  for (const share of [found.permutation, found.interval, found.fixed ?? 0]) {
    expect(isHonest(share, replicates, standardErrors), JSON.stringify(found)).toBe(true);
  }
  // Nor is it for want of trying.
  expect(found.permutation).toBeGreaterThan(0);
});
