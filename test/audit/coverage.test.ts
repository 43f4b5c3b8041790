import { expect, test } from 'vitest';

import { auditOnce } from '../../bench/audit/replicate.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('whole audits with known truth: the corrected rate is right on average, its interval holds, the counted one is off (short version of the bench)', async () => {
  using folder = tempFolder();
  const cell = {
    method: 'bail-prompt',
    bail: 0.2,
    misread: 0.15,
    missed: 0.02,
    spread: 0.1,
    clusters: 30,
    size: 4,
    epochs: 1,
    labels: 25,
  } as const;
  const replicates = 16;
  let [held, bias, off] = [0, 0, 0];
  for (let seed = 1; seed <= replicates; seed += 1) {
    const { result, truth } = await auditOnce(cell, seed, folder.path);
    if ((result.low ?? 0) <= truth && truth <= (result.high ?? 1)) held += 1;
    bias += ((result.corrected ?? 0) - truth) / replicates;
    off += (result.rate - truth) / replicates;
  }
  expect(held).toBeGreaterThanOrEqual(replicates - 2);
  expect(Math.abs(bias)).toBeLessThan(0.05);
  expect(off).toBeGreaterThan(0.08);
});
