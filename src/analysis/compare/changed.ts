import { itemFacts, itemTrials } from '../../store/item-facts.ts';
import type { MatchedItem } from '../matched.ts';
import type { ChangedItem } from './comparison.ts';
import type { PairedRows } from './pairing.ts';
import type { Sample } from './sample.ts';

/** The items whose rates differ most, and how many differ at all. */
export function changedItems(
  matched: readonly MatchedItem[],
  { othersOf }: PairedRows,
  [a, b]: readonly [Sample, Sample],
  most: number,
): { readonly changed: readonly ChangedItem[]; readonly changedItems: number } {
  const away = ({ epochs, bailsA, bailsB }: MatchedItem): number => Math.abs(bailsA - bailsB) / epochs;
  // Of equal differences the one that more trials show, then in the order of the items.
  const differing = matched
    .filter((item) => away(item) > 1e-9)
    .sort((one, other) => away(other) - away(one) || other.epochs - one.epochs || one.row - other.row);
  return {
    changed: differing.slice(0, most).map((item) => changedItem(item, othersOf(item.row), a, b)),
    changedItems: differing.length,
  };
}

function changedItem(item: MatchedItem, others: readonly number[], a: Sample, b: Sample): ChangedItem {
  const { row, epochs, bailsA, bailsB } = item;
  const trialsOf = ({ named }: Sample, rows: readonly number[]): readonly number[] =>
    itemTrials(named.source.store, named.condition, rows);
  return {
    ...itemFacts(a.named.source.store, a.named.condition.datasetId, row),
    epochs,
    rateA: bailsA / epochs,
    rateB: bailsB / epochs,
    difference: (bailsA - bailsB) / epochs,
    trialsA: trialsOf(a, [row]),
    trialsB: trialsOf(b, others),
  };
}
