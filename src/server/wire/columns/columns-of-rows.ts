import type { Unpacked } from '../packed.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Some of the trials of columns, in the order of `rows`; what they name (conditions, items, lists) is all kept. */
export function columnsOfRows(columns: TrialColumns, rows: Uint32Array): TrialColumns {
  const kept = Object.entries(columns).map(([name, value]: [string, unknown]) => {
    const isOfTrials = ArrayBuffer.isView(value) && (value as Unpacked).length === columns.size;
    return [name, isOfTrials ? picked(value as Unpacked, rows) : value] as const;
  });
  return { ...(Object.fromEntries(kept) as unknown as TrialColumns), size: rows.length };
}

function picked(numbers: Unpacked, rows: Uint32Array): Unpacked {
  const chosen = numbers.slice(0, rows.length);
  rows.forEach((row, index) => {
    chosen[index] = numbers[row]!;
  });
  return chosen;
}
