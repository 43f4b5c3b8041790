import type { GenerationRecord, StoreRecord } from './records.ts';
import type { Store } from './store.ts';
import { writeRecords } from './write-records.ts';

interface Waiting {
  readonly record: StoreRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitOptions {
  /** Whether nothing is on its way that could join the group: waiting any longer would be for nothing. */
  readonly isIdle: () => boolean;
  /** Told of a failed commit. */
  readonly onFailure: (error: unknown) => void;
}

/** Keeps replies where the store cannot. @returns how many it could keep. */
export type KeepElsewhere = (records: readonly GenerationRecord[]) => number;

const maxRecords = 256;
const [leastWaitMs, longestWaitMs] = [10, 50];
/** How many times as long as the last commit took is waited for the next: a slow disk then gets fewer and larger ones. */
const waitPerCommit = 2;

/**
 * Commits records in groups: one transaction for 256 of them, for those of 10 ms (on a slow disk up to 50), or for all
 * there are when nothing else is on its way; because a durable commit costs as much for one row as for many, and all
 * else stands still meanwhile. Records are written in the order they were given.
 *
 * After a failed commit (a full disk) nothing is lost and nothing more is written: `add` goes on to take records and
 * keeps them with the failed ones in memory, until `retry` commits them or `giveUp` hands the replies among them to somebody else.
 */
export class GroupCommit {
  readonly #store: Store;
  readonly #runId: number;
  #queue: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #waitMs = leastWaitMs;
  #failure: unknown = null;
  /** Set once the store is given up: keeps replies elsewhere, and says how many. */
  #keep: KeepElsewhere | null = null;
  #lost = 0;
  readonly #options: GroupCommitOptions;

  constructor(store: Store, runId: number, options: GroupCommitOptions) {
    this.#store = store;
    this.#runId = runId;
    this.#options = options;
  }

  /** Call when something on its way has ended. */
  settled(): void {
    if (this.#queue.length > 0 && this.#options.isIdle()) setImmediate(() => this.#flushIfIdle());
  }

  #flushIfIdle(): void {
    if (this.#failure === null && this.#options.isIdle()) this.#flush();
  }

  /** Records that wait for a commit. */
  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * Resolves when the record is durable.
   *
   * @throws GenerationTaken when another process was first with the record's generation.
   */
  add(record: StoreRecord): Promise<void> {
    if (this.#keep !== null) {
      this.#keepElsewhere(this.#keep, [record]);
      return Promise.reject(this.#failure);
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ record, resolve, reject });
      if (this.#failure !== null) return;
      if (this.#queue.length >= maxRecords) this.#flush();
      else this.#timer ??= setTimeout(() => this.#flush(), this.#waitMs);
      // Once a turn, after everything that is ready has been added.
      if (this.#queue.length === 1) setImmediate(() => this.#flushIfIdle());
    });
  }

  /** Tries again after a failure, and commits what waits. @returns whether everything is durable now. */
  retry(): boolean {
    this.#failure = null;
    this.#flush();
    return this.#queue.length === 0;
  }

  /**
   * Rejects whatever waits, and all that comes; the replies among it are kept elsewhere. A trial can be made from its
   * replies again, without a call.
   */
  giveUp(keep: KeepElsewhere): void {
    const batch = this.#queue;
    this.#queue = [];
    this.#keep = keep;
    this.#keepElsewhere(
      keep,
      batch.map(({ record }) => record),
    );
    for (const { reject } of batch) reject(this.#failure);
  }

  /** Replies that were given up and could not be kept elsewhere. */
  get lost(): number {
    return this.#lost;
  }

  #keepElsewhere(keep: KeepElsewhere, records: readonly StoreRecord[]): void {
    const generations = records.filter((record) => record.kind === 'generation');
    if (generations.length > 0) this.#lost += generations.length - keep(generations);
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#queue;
    if (batch.length === 0) return;
    this.#queue = [];
    const begun = performance.now();
    try {
      const results = this.#store.transaction(() =>
        writeRecords(
          this.#store.statements,
          this.#runId,
          batch.map(({ record }) => record),
        ),
      );
      this.#waitMs = Math.min(longestWaitMs, Math.max(leastWaitMs, waitPerCommit * (performance.now() - begun)));
      batch.forEach((waiting, index) => {
        const error = results[index] ?? null;
        if (error === null) waiting.resolve();
        else waiting.reject(error);
      });
    } catch (error) {
      for (const { record } of batch) if (record.kind === 'generation') record.ref.id = null;
      this.#queue = [...batch, ...this.#queue];
      this.#failure = error;
      this.#options.onFailure(error);
    }
  }
}
