import { listFields, type ListField, type TrialFilter } from '../trial-filter.ts';
import { dimensionOf, dimensions, placesOf, valuesOf, type Dimension } from './field-values.ts';
import type { TrialColumns } from './trial-columns.ts';

/** What of a filter a trial fails, one bit a field; a search of texts has the bit after the last. */
export const bitOf = Object.fromEntries(listFields.map((field, index) => [field, 1 << index])) as {
  readonly [field in ListField]: number;
};
export const textBit = 1 << listFields.length;

/** For each place of each column, the bits of the fields whose lists do not have any of its values. */
export type FilterMasks = { readonly [dimension in Dimension]: Uint32Array };

export function filterMasks(columns: TrialColumns, { lists }: TrialFilter): FilterMasks {
  const masks = Object.fromEntries(
    dimensions.map((dimension) => [dimension, new Uint32Array(placesOf(columns, dimension))]),
  ) as { readonly [dimension in Dimension]: Uint32Array };
  for (const field of listFields) {
    const list = lists[field];
    if (list === undefined) continue;
    const wanted = new Set(list);
    const values = valuesOf(columns, field);
    const mask = masks[dimensionOf[field]];
    for (let place = 0; place < mask.length; place += 1) {
      if (!values(place).some((value) => wanted.has(value))) mask[place]! |= bitOf[field];
    }
  }
  return masks;
}

/**
 * What each trial fails.
 *
 * @param found rows whose texts have what is searched for, 1 each; `null` without a search
 */
export function failedBits(columns: TrialColumns, masks: FilterMasks, found: Uint8Array | null): Uint32Array {
  const { size, condition, item, epoch, outcome, flags, refusals, labels } = columns;
  const failed = new Uint32Array(size);
  for (let row = 0; row < size; row += 1) {
    failed[row] =
      masks.condition[condition[row]!]! |
      masks.item[item[row]!]! |
      masks.epoch[epoch[row]!]! |
      masks.outcome[outcome[row]!]! |
      masks.flags[flags[row]!]! |
      masks.refusals[refusals[row]!]! |
      masks.labels[labels[row]!]!;
    if (found !== null && found[row] !== 1) failed[row]! |= textBit;
  }
  return failed;
}
