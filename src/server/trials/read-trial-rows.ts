import type { StoredCondition } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import { ChunkFacts, chunkTrials } from './chunk-facts.ts';
import { GrowingColumns, type RowColumns } from './growing-columns.ts';
import { Numbering } from './numbering.ts';
import type { DatasetPlaces } from './read-items.ts';
import { breathe, numbersOf } from './slices.ts';

/** Ids of items are below, and those of arms far below what is left of the exact whole numbers, 2^53. */
const mostItems = 2 ** 32;

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
  const wanted = JSON.stringify([...ofArm.keys()]);
  const facts = new ChunkFacts();
  const extent = store.statements.get('SELECT min(id) AS least, max(id) AS most FROM trial').get();
  for (let from = Number(extent?.['least'] ?? 1); from <= Number(extent?.['most'] ?? 0); from += chunkTrials) {
    const trials = store.statements.get(trialsSql).get(from, from, from + chunkTrials - 1, wanted);
    if (trials?.['places'] == null) continue;
    facts.read(store, from, flagSets);
    const armsAndItems = numbersOf(trials['arms_and_items']);
    for (const [index, packed] of numbersOf(trials['places']).entries()) {
      const armAndItem = armsAndItems[index] ?? 0;
      const epoch = Math.floor(packed / chunkTrials);
      for (const of of ofArm.get(Math.floor(armAndItem / mostItems)) ?? []) {
        const item = of.places.placeOf(armAndItem % mostItems);
        if (item < 0 || epoch > of.condition.epochs || of.places.partOf(item) !== of.condition.part) continue;
        addRow(growing, facts, { place: packed % chunkTrials, from, condition: of.index, item, epoch });
      }
    }
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

/** A chunk of trials as two long texts, two numbers in each. */
const trialsSql = `
  SELECT group_concat(id - ? + epoch * ${chunkTrials}) AS places, group_concat(arm_id * ${mostItems} + item_id) AS arms_and_items
  FROM trial NOT INDEXED WHERE id BETWEEN ? AND ? AND arm_id IN (SELECT value FROM json_each(?))`;
