import type { SideKey } from '../../conversation/side.ts';
import type { ItemCount } from '../../stats/clusters.ts';
import { countItems } from '../item-counts.ts';
import { matchedRows, type MatchedItem } from '../matched.ts';
import { strictItemCounts } from '../rate.ts';
import type { CategoryDifference, MeasuredDifference } from './comparison.ts';
import { measurePaired } from './measure-paired.ts';
import { measureUnpaired } from './measure-unpaired.ts';
import { pairRows, type PairedRows } from './pairing.ts';
import type { Sample } from './sample.ts';

/** Two samples held against each other, and the difference that was measured. */
export interface MeasuredSamples {
  readonly samples: readonly [Sample, Sample];
  readonly paired: PairedRows;
  readonly matched: readonly MatchedItem[];
  /** Permutations drawn. */
  readonly draws: number;
  readonly difference: MeasuredDifference;
}

/** Measures the difference of two samples, paired where they have items in common. */
export function measureSamples(
  compared: ReadonlySet<SideKey>,
  a: Sample,
  b: Sample,
  comparisons: number,
): MeasuredSamples {
  const paired = pairRows(compared, a, b);
  const [gridA, gridB] = [a.data.grid, b.data.grid];
  const matched =
    gridA === null || gridB === null ? [] : matchedRows(gridA, gridB, paired.rows, (row) => paired.othersOf(row));
  const size = paired.pairing === 'none' ? 20 * (a.rows.length + b.rows.length) : paired.rows.length;
  const draws = drawsWithin(comparisons * size);
  const measured = { samples: [a, b], paired, matched, draws } as const;
  if (paired.pairing !== 'none') return { ...measured, difference: pairedPart({ ...measured }, matched, 'all') };
  const [itemsA, itemsB] = commonClusters(a, b);
  return { ...measured, difference: measureUnpaired(itemsA, itemsB, { seed: seedOf(a, b, 'all'), draws }) };
}

/** The same for each category of paired items, by name, p not adjusted yet; none where there are fewer than two. */
export function categoryDifferences(of: MeasuredSamples): readonly CategoryDifference[] {
  const { membership } = of.samples[0].data.grid ?? {};
  if (of.paired.pairing === 'none' || membership === undefined) return [];
  const categoryOf = (row: number): string => membership.categories[membership.categoryOf[row] ?? -1] ?? noCategory;
  const byCategory = Map.groupBy(of.matched, ({ row }) => categoryOf(row));
  if (byCategory.size < 2) return [];
  const planned = Map.groupBy(of.paired.rows, categoryOf);
  return [...byCategory]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([category, matched]) => ({
      category,
      ...pairedPart(
        { ...of, paired: { ...of.paired, rows: Int32Array.from(planned.get(category) ?? []) } },
        matched,
        category,
      ),
      pAdjusted: null,
    }));
}

/** How results call items without a category, where others have one. */
const noCategory = '(none)';

function pairedPart(
  { samples: [a, b], paired, draws }: Omit<MeasuredSamples, 'difference'>,
  matched: readonly MatchedItem[],
  part: string,
): MeasuredDifference {
  const [gridA, gridB] = [a.data.grid, b.data.grid];
  const epochs = Math.min(gridA?.epochs ?? 0, gridB?.epochs ?? 0);
  const pairs = paired.rows.reduce((sum, row) => sum + paired.othersOf(row).length, 0);
  return measurePaired(matched, {
    clusterOf: gridA?.membership.clusterOf ?? new Int32Array(0),
    planned: pairs * epochs,
    isDrawn: (gridA?.readouts ?? null) === null && (gridB?.readouts ?? null) === null,
    epochs: pairs > paired.rows.length ? 0 : epochs,
    draws,
    seed: seedOf(a, b, part),
  });
}

function seedOf(a: Sample, b: Sample, part: string): readonly string[] {
  return ['compare', a.named.id, a.category ?? '', b.named.id, b.category ?? '', part];
}

/** Clusters of one name are one, also of two datasets. */
function commonClusters(a: Sample, b: Sample): readonly [readonly ItemCount[], readonly ItemCount[]] {
  const numbers = new Map<string, number>();
  const countsOf = ({ data: { grid }, rows }: Sample): readonly ItemCount[] => {
    if (grid === null) return [];
    const { clusters } = grid.membership;
    return strictItemCounts(countItems(grid, rows), rows).map((item) => {
      const name = clusters[item.cluster] ?? '';
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return { ...item, cluster: number };
    });
  };
  return [countsOf(a), countsOf(b)];
}

/** Permutations to draw for each comparison, so that all of them together stay a matter of a second. */
function drawsWithin(sizes: number): number {
  return Math.max(999, Math.min(9_999, Math.floor(1e8 / Math.max(1, sizes))));
}
