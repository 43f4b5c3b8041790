import { unchanged, type NormalizeCounts } from '../conversation/normalize.ts';

/** What normalising changed in a dataset as it was read, items that were not taken included. */
export interface NormalisedDataset extends NormalizeCounts {
  readonly label: string;
  /** Items that were changed in any way. */
  readonly items: number;
}

/** Nothing changed yet. */
export function notNormalised(label: string): NormalisedDataset {
  return { label, items: 0, ...unchanged };
}

/** The same with one more item that was changed. */
export function withChanged(sum: NormalisedDataset, counts: NormalizeCounts): NormalisedDataset {
  return {
    label: sum.label,
    items: sum.items + 1,
    joined: sum.joined + counts.joined,
    emptied: sum.emptied + counts.emptied,
    systemMoved: sum.systemMoved + counts.systemMoved,
    trailing: sum.trailing + counts.trailing,
  };
}
