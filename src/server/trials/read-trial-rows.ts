import type { StoredCondition } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import { trialChunks } from '../../store/trial-chunks.ts';
import { ChunkFacts } from './chunk-facts.ts';
import { GrowingColumns, type RowColumns } from './growing-columns.ts';
import { Numbering } from './numbering.ts';
import type { DatasetPlaces } from './read-items.ts';
import { breathe } from './breathe.ts';

/** A condition, where its items stand, and its own place among all. */
export interface PlacedCondition {
  readonly index: number;
  readonly condition: StoredCondition;
  readonly places: DatasetPlaces;
}

/** Reads the trials of some conditions, in the plan's order: all that stands in their own rows and their outcomes'. */
export async function readTrialRows(
  store: Store,
  conditions: readonly PlacedCondition[],
): Promise<{ readonly rows: RowColumns; readonly flagSets: readonly (readonly string[])[] }> {
  const growing = new GrowingColumns();
  const flagSets = new Numbering<readonly string[]>();
  flagSets.of('', () => []);
  const ofArm = Map.groupBy(conditions, ({ condition }) => condition.armId);
  const facts = new ChunkFacts();
  for (const { from, to, each } of trialChunks(store)) {
    facts.read(store, from, to, flagSets);
    each((place, armId, epoch, itemId) => {
      for (const of of ofArm.get(armId) ?? []) {
        const item = of.places.placeOf(itemId);
        if (item < 0 || epoch > of.condition.epochs || of.places.partOf(item) !== of.condition.part) continue;
        addRow(growing, facts, { place, from, condition: of.index, item, epoch });
      }
    });
    await breathe();
  }
  return { rows: growing.inPlanOrder(), flagSets: flagSets.values };
}

interface Row {
  readonly place: number;
  readonly from: number;
  readonly condition: number;
  readonly item: number;
  readonly epoch: number;
}

function addRow(growing: GrowingColumns, facts: ChunkFacts, { place, from, condition, item, epoch }: Row): void {
  const row = growing.add();
  const { columns } = growing;
  columns.trial[row] = from + place;
  columns.condition[row] = condition;
  columns.item[row] = item;
  columns.epoch[row] = epoch;
  columns.outcome[row] = facts.outcome[place]!;
  columns.flags[row] = facts.flags[place]!;
  columns.firstReply[row] = facts.firstReply[place]!;
  columns.lastReply[row] = facts.lastReply[place]!;
}
