import { hashBytes } from './bytes.ts';
import type { PlanLine } from './plans.ts';
import type { Store } from './store.ts';

/** How far a set of plan lines is. `done` trials have an outcome other than `error`. */
export interface PlanProgress {
  readonly planned: number;
  readonly done: number;
  readonly errors: number;
}

/** Counts what is planned and what is there, without listing trials. */
export function planProgress(store: Store, lines: readonly PlanLine[]): PlanProgress {
  let planned = 0;
  let done = 0;
  let errors = 0;
  for (const line of lines) {
    if (line.unsupported !== null) continue;
    planned += line.epochs * datasetSize(store, line.datasetId);
    const row = store.statements
      .get(
        `SELECT count(*) AS all_, coalesce(sum(t.ending = 'error'), 0) AS failed FROM trial t
         JOIN dataset_item m ON m.item_id = t.item_id AND m.dataset_id = ?
         WHERE t.arm_id = ? AND t.epoch <= ?`,
      )
      .get(line.datasetId, line.armId, line.epochs);
    errors += Number(row?.['failed']);
    done += Number(row?.['all_']) - Number(row?.['failed']);
  }
  return { planned, done, errors };
}

/** How many items a dataset has. */
export function datasetSize(store: Store, datasetId: number): number {
  return Number(store.statements.get('SELECT items FROM dataset WHERE id = ?').get(datasetId)?.['items'] ?? 0);
}

/** How many items of a dataset are no benign twins, and in how many clusters they are. */
export function originalsOf(store: Store, datasetId: number): { readonly items: number; readonly clusters: number } {
  const row = store.statements
    .get(
      `SELECT count(*) AS items, count(DISTINCT cluster) AS clusters FROM dataset_item
       WHERE dataset_id = ? AND twin IS NULL`,
    )
    .get(datasetId);
  return { items: Number(row?.['items']), clusters: Number(row?.['clusters']) };
}

/** Characters of all items of a dataset, system prompts included. */
export function datasetCharacters(store: Store, datasetId: number): number {
  const row = store.statements
    .get('SELECT sum(i.characters) AS n FROM dataset_item m JOIN item i ON i.id = m.item_id WHERE m.dataset_id = ?')
    .get(datasetId);
  return Number(row?.['n'] ?? 0);
}

/** The earlier turns of all items of a dataset, and what is read before them at most. */
export function earlierTurns(store: Store, datasetId: number): { readonly turns: number; readonly characters: number } {
  const row = store.statements
    .get(
      `SELECT sum(i.turn - 1) AS turns, sum((i.turn - 1) * i.characters) AS n
       FROM dataset_item m JOIN item i ON i.id = m.item_id WHERE m.dataset_id = ?`,
    )
    .get(datasetId);
  return { turns: Number(row?.['turns'] ?? 0), characters: Number(row?.['n'] ?? 0) };
}

/** Trials of a planned line (in `store`) that another store has already, an `error` not counted. */
export function storedTrials(store: Store, known: Store, line: PlanLine): number {
  const arm = known.statements.get('SELECT id FROM arm WHERE hash = ?').get(hashBytes(line.arm.hash));
  if (arm === undefined) return 0;
  const countTrials = known.statements.get(
    `SELECT count(*) AS n FROM trial t JOIN item i ON i.id = t.item_id
     WHERE i.hash = ? AND t.arm_id = ? AND t.epoch <= ? AND t.ending <> 'error'`,
  );
  const members = store.statements
    .fresh('SELECT i.hash FROM dataset_item m JOIN item i ON i.id = m.item_id WHERE m.dataset_id = ?')
    .iterate(line.datasetId);
  let count = 0;
  for (const { hash } of members) {
    count += Number(countTrials.get(hash as Uint8Array, Number(arm['id']), line.epochs)?.['n']);
  }
  return count;
}
