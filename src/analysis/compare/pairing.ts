import type { SideKey } from '../../conversation/side.ts';
import { itemHashes } from '../../store/item-hashes.ts';
import type { OutcomeGrid } from '../../store/outcome-grid.ts';
import type { Pairing } from './comparison.ts';
import type { Sample } from './sample.ts';

/** Which items of two samples belong together. */
export interface PairedRows {
  readonly pairing: Pairing;
  /** Rows of A, and for each the rows of B that it is held against. Empty where nothing is paired. */
  readonly rows: Int32Array;
  readonly othersOf: (row: number) => readonly number[];
}

const unpaired: PairedRows = { pairing: 'none', rows: new Int32Array(0), othersOf: () => [] };

/**
 * Pairs the items of two samples: the same items, found by their content where the datasets or the stores differ, or
 * items with their benign twins. Not where datasets or categories are what is compared, nor where no item is in both.
 */
export function pairRows(compared: ReadonlySet<SideKey>, a: Sample, b: Sample): PairedRows {
  const [gridA, gridB] = [a.data.grid, b.data.grid];
  if (gridA === null || gridB === null) return unpaired;
  const [ofA, ofB] = [a.named.condition, b.named.condition];
  const isOneStore = a.named.source === b.named.source;
  const isOneDataset = isOneStore && ofA.datasetId === ofB.datasetId;
  if (isOneDataset && ofA.part !== ofB.part && a.category === b.category) return twinRows(a, gridA, b);
  const isOfOtherItems = a.named.names.dataset !== b.named.names.dataset || a.category !== b.category;
  if (isOfOtherItems && (compared.has('dataset') || compared.has('category'))) return unpaired;
  if (isOneDataset) return { pairing: 'items', rows: a.rows, othersOf: (row) => [row] };
  const others = isOneStore ? byId(gridA, gridB) : byHash(a, b);
  const inB = new Set(b.rows);
  const found = new Map<number, readonly number[]>();
  for (const row of a.rows) {
    const other = others(row);
    if (other !== undefined && inB.has(other)) found.set(row, [other]);
  }
  if (found.size === 0) return unpaired;
  return { pairing: 'items', rows: Int32Array.from(found.keys()), othersOf: (row) => found.get(row) ?? [] };
}

function twinRows(a: Sample, { membership }: OutcomeGrid, b: Sample): PairedRows {
  const { twinsOf } = membership;
  if (a.named.condition.part === 'originals') {
    return { pairing: 'twins', rows: a.rows, othersOf: (row) => twinsOf.get(row) ?? [] };
  }
  const originalOf = new Map<number, number[]>();
  for (const row of b.rows) {
    for (const twin of twinsOf.get(row) ?? []) originalOf.set(twin, [...(originalOf.get(twin) ?? []), row]);
  }
  return { pairing: 'twins', rows: a.rows, othersOf: (row) => originalOf.get(row) ?? [] };
}

/** The row of the same item in another dataset of the same store. */
function byId({ membership: from }: OutcomeGrid, { membership: to }: OutcomeGrid): (row: number) => number | undefined {
  return (row) => {
    const other = to.finder.of(from.idOfRow[row] ?? -1);
    return other < 0 ? undefined : other;
  };
}

function byHash(a: Sample, b: Sample): (row: number) => number | undefined {
  const hashesOf = ({ named }: Sample): readonly string[] => itemHashes(named.source.store, named.condition.datasetId);
  const rowOf = new Map(hashesOf(b).map((hash, row) => [hash, row]));
  const ofA = hashesOf(a);
  return (row) => rowOf.get(ofA[row] ?? '');
}
