import { expect, test } from 'vitest';

import { isHonest } from '../../../bench/aa-cell.ts';
import { compareAa } from '../../../bench/compare-aa-cell.ts';

// A short form of bench/compare-aa.ts, with the tolerance that goes with so few comparisons.
const standardErrors = 3;

test('equal respondents that were run and compared are told apart at most once in twenty', async () => {
  const found = await compareAa({ respondents: 24, rate: 0.4, clusters: 24, itemsEach: 2, spread: 0.5 });
  expect([found.paired.comparisons, found.unpaired.comparisons, found.groups]).toEqual([24, 24, 12]);
  for (const { comparisons, interval, permutation } of [found.paired, found.unpaired]) {
    for (const count of [interval, permutation]) {
      expect(isHonest(count / comparisons, comparisons, standardErrors), JSON.stringify(found)).toBe(true);
    }
  }
  expect(isHonest(found.groupsWithFinding / found.groups, found.groups, standardErrors)).toBe(true);
  // Nor is it for want of data.
  expect(found.paired.tooFew).toBe(0);
}, 90_000);
