import { outcomes, scorerVersions } from '../conversation/outcome.ts';
import type { DatasetPart, StoredCondition } from './conditions.ts';
import { readMembership, type Membership } from './membership.ts';
import type { Store } from './store.ts';
import { nextTrialId } from './trial-chunks.ts';

/** Trials read at once: about ten milliseconds. */
const chunkTrials = 8_192;
/** Failed trials looked at again at once. */
const chunkFailed = 2_048;

const failed = outcomes.indexOf('error');

interface Counter {
  readonly membership: Membership;
  readonly epochs: number;
  readonly counts: { readonly [part in DatasetPart]: Float64Array };
}

/**
 * Counts how the trials of a plan ended by the strict scorer, and goes on counting as trials are added: what was counted
 * is not read again, but for trials that failed, which a run tries anew. Rescoring is not seen; count anew after it.
 */
export class OutcomeTally {
  readonly #store: Store;
  readonly #counters = new Map<string, Counter>();
  readonly #ofArm = new Map<number, Counter[]>();
  #readTo = 0;
  #failed: number[] = [];

  constructor(store: Store, conditions: readonly StoredCondition[]) {
    this.#store = store;
    const memberships = new Map<number, Membership>();
    for (const condition of conditions) {
      const { armId, datasetId, epochs } = condition;
      if (this.#counters.has(keyOf(condition))) continue;
      const membership = memberships.get(datasetId) ?? readMembership(store, datasetId);
      memberships.set(datasetId, membership);
      const zeros = (): Float64Array => new Float64Array(outcomes.length);
      const counter = { membership, epochs, counts: { originals: zeros(), twins: zeros() } };
      this.#counters.set(keyOf(condition), counter);
      this.#ofArm.set(armId, [...(this.#ofArm.get(armId) ?? []), counter]);
    }
  }

  /** Trials of a condition that ended each way, by the place of the outcome in `outcomes`. */
  countsOf(condition: StoredCondition): Float64Array {
    return this.#counters.get(keyOf(condition))?.counts[condition.part] ?? new Float64Array(outcomes.length);
  }

  /** Trials that a condition has when all have ended. */
  plannedOf(condition: StoredCondition): number {
    const rows = this.#counters.get(keyOf(condition))?.membership.rows[condition.part].length ?? 0;
    return condition.unsupported === null ? rows * condition.epochs : 0;
  }

  /** Counts what was stored since, a chunk at a time, so that others get a turn between two. */
  *catchUp(): Generator<void, void, void> {
    const most = Number(this.#store.statements.get('SELECT max(id) AS id FROM trial').get()?.['id'] ?? 0);
    const before = this.#failed;
    for (let from = 0; from < before.length; from += chunkFailed) {
      this.#lookAgain(before.slice(from, from + chunkFailed));
      yield;
    }
    while (this.#readTo < most) {
      const from = nextTrialId(this.#store, this.#readTo) ?? most;
      const to = Math.min(most, from + chunkTrials - 1);
      this.#readChunk(from, to);
      this.#readTo = to;
      yield;
    }
  }

  #readChunk(from: number, to: number): void {
    const rows = this.#store.statements.get(chunkSql).iterate(scorerVersions.strict, from, to);
    for (const row of rows) this.#count(row, 1);
  }

  /** Takes trials that had failed out of the counts, and puts them in as they stand now. */
  #lookAgain(ids: readonly number[]): void {
    const gone = new Set<number>();
    for (const row of this.#store.statements.get(someSql).iterate(scorerVersions.strict, JSON.stringify(ids))) {
      if (row['outcome'] === 'error') continue;
      gone.add(Number(row['id']));
      this.#count({ ...row, outcome: 'error' }, -1);
      this.#count(row, 1);
    }
    if (gone.size > 0) this.#failed = this.#failed.filter((id) => !gone.has(id));
  }

  #count(row: Readonly<Record<string, unknown>>, by: 1 | -1): void {
    const outcome = (outcomes as readonly unknown[]).indexOf(row['outcome']);
    const counters = this.#ofArm.get(Number(row['arm_id']));
    if (outcome < 0 || counters === undefined) return;
    if (outcome === failed && by === 1) this.#failed.push(Number(row['id']));
    for (const { membership, epochs, counts } of counters) {
      const place = membership.finder.of(Number(row['item_id']));
      if (place < 0 || Number(row['epoch']) > epochs) continue;
      counts[membership.isTwin[place] === 1 ? 'twins' : 'originals'][outcome]! += by;
    }
  }
}

function keyOf({ armId, datasetId, epochs }: StoredCondition): string {
  return `${armId} ${datasetId} ${epochs}`;
}

const columns = `SELECT t.id, t.arm_id, t.item_id, t.epoch, o.outcome FROM`;
const outcomeOf = `LEFT JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?`;
// Without the index: trials are read in the order in which they were written.
const chunkSql = `${columns} trial t NOT INDEXED ${outcomeOf} WHERE t.id BETWEEN ? AND ?`;
const someSql = `${columns} trial t ${outcomeOf} WHERE t.id IN (SELECT value FROM json_each(?))`;
