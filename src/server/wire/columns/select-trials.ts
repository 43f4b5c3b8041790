import type { TrialFilter, TrialOrder } from '../trial-filter.ts';
import { failedBits, filterMasks } from './filter-masks.ts';
import { sortedBy } from './sorted-by.ts';
import type { TrialColumns } from './trial-columns.ts';

/**
 * The rows of the trials that pass a filter, in the order it asks for.
 *
 * @param found rows whose texts have what the filter searches for, 1 each; `null` without a search
 */
export function selectTrials(columns: TrialColumns, filter: TrialFilter, found: Uint8Array | null): Uint32Array {
  const failed = failedBits(columns, filterMasks(columns, filter), found);
  const rows = new Uint32Array(columns.size);
  let count = 0;
  for (let row = 0; row < failed.length; row += 1) if (failed[row] === 0) rows[count++] = row;
  return inOrder(columns, rows.slice(0, count), filter.order);
}

function inOrder(columns: TrialColumns, rows: Uint32Array, order: TrialOrder): Uint32Array {
  switch (order) {
    case 'plan':
      return rows;
    case 'newest':
      return sortedBy(rows, columns.trial).toReversed();
    case 'probability':
      return sortedBy(rows, sureness(columns));
    default:
      return order satisfies never;
  }
}

/** How sure each readout is, from 0 for even chances; trials without one come last. */
function sureness({ size, probability }: TrialColumns): Uint32Array {
  const most = 2 ** 32 - 1;
  const keys = new Uint32Array(size).fill(most);
  for (let row = 0; row < probability.length; row += 1) {
    const bail = probability[row]!;
    if (!Number.isNaN(bail)) keys[row] = Math.round(Math.abs(bail - 0.5) * (most - 1));
  }
  return keys;
}
