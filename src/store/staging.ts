import type { Conversation } from '../conversation/messages.ts';
import type { SourceItem } from '../datasets/source-item.ts';
import { jsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

export interface StagedRow {
  /** Hex: in a loop over many rows, a text each leaves less behind than bytes do. */
  readonly hash: string;
  readonly name: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly twin: string | null;
  readonly tags: string;
  readonly turn: number;
  readonly messages: number;
  readonly characters: number;
  /** Where `Staging.text` finds the conversation. */
  readonly textId: number;
}

const batchSize = 1_000;
/** Rows come in no order, so the pages they go to should stay in memory. */
const cacheKibibytes = 16_384;

/**
 * Items on their way into the store, in temporary tables that the database keeps on disk when they are large.
 * With `take`, never more than twice as many rows as are wanted. The texts lie apart in the order of their coming, so
 * that the rows, sorted by rank, stay small and are read in a row, and a text is only read when it is new to the store.
 */
export class Staging implements Disposable {
  readonly #store: Store;
  readonly #take: number | undefined;
  #batch: (() => void)[] = [];
  #count = 0;
  #merged = 0;
  /** Twins among the items kept. */
  #followers = 0;
  #lastTextId = 0;
  /** Rows ranked after this one are not among the `take` lowest. */
  #cut: string | null = null;

  constructor(store: Store, take: number | undefined) {
    this.#store = store;
    this.#take = take;
    this.#drop();
    this.#run(`PRAGMA temp.cache_size = ${-cacheKibibytes}`);
    this.#run(`CREATE TEMP TABLE staged (
      rank TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, cluster TEXT NOT NULL, category TEXT, twin TEXT,
      follows TEXT, tags TEXT NOT NULL, turn INTEGER NOT NULL, messages INTEGER NOT NULL, characters INTEGER NOT NULL,
      textId INTEGER NOT NULL, PRIMARY KEY (rank, hash)) WITHOUT ROWID`);
    this.#run('CREATE TEMP TABLE staged_text (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
  }

  /** Items kept, twins among them. */
  get count(): number {
    return this.#count;
  }

  /** Rows dropped because an identical item was kept. */
  get merged(): number {
    return this.#merged;
  }

  add(rank: string, hash: string, item: SourceItem): void {
    if (this.#cut !== null && item.twin === null && rank > this.#cut) return;
    this.#batch.push(() => this.#insert(rank, hash, item));
    if (this.#batch.length >= batchSize) this.#flush();
  }

  /**
   * Call once, after the last item. A benign twin goes with its original: it stands right behind it, and `take` counts
   * originals, each of which brings its twin. Where no item is an original, twins are items like any other.
   */
  finish(): void {
    this.#flush();
    if (this.#followers === this.#count) {
      this.#run('UPDATE temp.staged SET follows = NULL');
      this.#followers = 0;
    }
    this.#prune();
    if (this.#followers === 0) return;
    const originals = 'SELECT name FROM temp.staged WHERE follows IS NULL';
    if (this.#take !== undefined) {
      this.#run(`DELETE FROM temp.staged WHERE follows IS NOT NULL AND follows NOT IN (${originals})`);
    }
    this.#run(`UPDATE temp.staged SET rank = (
        SELECT o.rank || 't' FROM temp.staged o WHERE o.name = temp.staged.follows AND o.follows IS NULL)
      WHERE follows IN (${originals})`);
    this.#count = Number(this.#store.statements.get('SELECT count(*) AS n FROM temp.staged').get()?.['n']);
  }

  /** Every kept item in the order of its rank. */
  *rows(): Generator<StagedRow> {
    const statement = this.#store.statements.fresh('SELECT * FROM temp.staged ORDER BY rank, hash');
    for (const row of statement.iterate()) yield row as unknown as StagedRow;
  }

  /** The conversation of a kept item, as JSON. */
  text(row: StagedRow): Uint8Array {
    const found = this.#store.statements.get('SELECT bytes FROM temp.staged_text WHERE id = ?').get(row.textId);
    return found?.['bytes'] as Uint8Array;
  }

  [Symbol.dispose](): void {
    this.#drop();
  }

  #drop(): void {
    this.#run('DROP TABLE IF EXISTS temp.staged');
    this.#run('DROP TABLE IF EXISTS temp.staged_text');
  }

  #flush(): void {
    const batch = this.#batch;
    this.#batch = [];
    this.#store.transaction(() => {
      for (const insert of batch) insert();
    });
    if (this.#take !== undefined && this.#count - this.#followers > 2 * this.#take + batchSize) this.#prune();
  }

  #insert(rank: string, hash: string, item: SourceItem): void {
    const { conversation } = item;
    const { changes } = this.#store.statements
      .get('INSERT OR IGNORE INTO temp.staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        rank,
        hash,
        item.name,
        item.cluster,
        item.category,
        item.twin,
        item.twin,
        item.tags.join(','),
        item.turn,
        conversation.messages.length,
        characters(conversation),
        this.#lastTextId + 1,
      );
    if (changes === 0) {
      this.#merged += 1;
      return;
    }
    this.#count += 1;
    if (item.twin !== null) this.#followers += 1;
    this.#lastTextId += 1;
    this.#store.statements
      .get('INSERT INTO temp.staged_text VALUES (?, ?)')
      .run(this.#lastTextId, jsonBytes(conversation));
  }

  #prune(): void {
    if (this.#take === undefined || this.#count - this.#followers <= this.#take) return;
    const last = this.#store.statements
      .get('SELECT rank, hash FROM temp.staged WHERE follows IS NULL ORDER BY rank, hash LIMIT 1 OFFSET ?')
      .get(this.#take - 1);
    if (last === undefined) return;
    this.#cut = String(last['rank']);
    const { changes } = this.#store.statements
      .get('DELETE FROM temp.staged WHERE follows IS NULL AND (rank, hash) > (?, ?)')
      .run(this.#cut, String(last['hash']));
    this.#count -= Number(changes);
    this.#run('DELETE FROM temp.staged_text WHERE id NOT IN (SELECT textId FROM temp.staged)');
  }

  #run(sql: string): void {
    this.#store.statements.fresh(sql).run();
  }
}

function characters(conversation: Conversation): number {
  return conversation.messages.reduce((sum, message) => sum + message.text.length, conversation.system?.length ?? 0);
}
