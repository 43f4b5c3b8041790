import type { Conversation } from '../conversation/messages.ts';
import type { SourceItem } from '../datasets/source-item.ts';
import { jsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** What names a member of a dataset. */
export interface StagedRow {
  /** Hex: in a loop over many rows, a text each leaves less behind than bytes do. */
  readonly hash: string;
  readonly name: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly twin: string | null;
  readonly tags: string;
  /** Hash of the whole conversation it is cut from, hex; `null` where it stands alone. */
  readonly whole: string | null;
}

/** A turn of a conversation that is an item of another conversation: both begin alike up to there. */
export interface SharedTurn {
  /** Hash of the whole conversation, hex. */
  readonly whole: string;
  /** Which user turn, from 1. */
  readonly turn: number;
  /** Hash of the item, hex. */
  readonly hash: string;
  /** Of the conversation. */
  readonly cluster: string;
}

/** Few, because what waits here outlives collections of young garbage, and V8 then makes more room for it for good. */
const batchSize = 100;
/** Rows come in no order, so the pages they go to should stay in memory. */
const cacheKibibytes = 16_384;

/**
 * Items on their way into the store, in temporary tables that the database keeps on disk when they are large.
 * Items cut from one conversation share a rank, and are taken or left together: `take` counts ranks. With it, never more
 * than twice as many of them as are wanted. The texts lie apart in the order of their coming, so
 * that the rows, sorted by rank, stay small and are read in a row, and a text is only read when it is new to the store;
 * `CROSS JOIN` is how SQLite is told to keep to that order.
 */
export class Staging implements Disposable {
  readonly #store: Store;
  readonly #take: number | undefined;
  readonly #keepsReplies: boolean;
  #batch: (() => void)[] = [];
  #count = 0;
  #merged = 0;
  /** Twins among the items kept. */
  #followers = 0;
  /** Ranks among the items that are no twins; a little too many when copies of one are not neighbours. */
  #groups = 0;
  #lastRank: string | null = null;
  #lastTextId = 0;
  /** The conversation whose text was stored last. */
  #lastText: Conversation | null = null;
  #hasCuts = false;
  /** Rows ranked after this one are not among the `take` lowest. */
  #cut: string | null = null;

  /** @param keepsReplies whether the data's own replies are kept too */
  constructor(store: Store, take: number | undefined, keepsReplies = false) {
    this.#store = store;
    this.#keepsReplies = keepsReplies;
    this.#take = take;
    this.#drop();
    this.#run(`PRAGMA temp.cache_size = ${-cacheKibibytes}`);
    this.#run(`CREATE TEMP TABLE staged (
      rank TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, cluster TEXT NOT NULL, category TEXT, twin TEXT,
      follows TEXT, tags TEXT NOT NULL, turn INTEGER NOT NULL, messages INTEGER NOT NULL, characters INTEGER NOT NULL,
      whole TEXT, textId INTEGER NOT NULL, source TEXT NOT NULL, PRIMARY KEY (rank, turn, hash)) WITHOUT ROWID`);
    this.#run('CREATE TEMP TABLE staged_reply (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID');
    this.#run('CREATE TEMP TABLE staged_text (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
    this.#run(`CREATE TEMP TABLE staged_shared (
      whole TEXT NOT NULL, turn INTEGER NOT NULL, hash TEXT NOT NULL, cluster TEXT NOT NULL, textId INTEGER NOT NULL,
      PRIMARY KEY (whole, turn)) WITHOUT ROWID`);
  }

  /** Items kept, twins among them. */
  get count(): number {
    return this.#count;
  }

  /** Rows dropped because an identical item was kept. */
  get merged(): number {
    return this.#merged;
  }

  /** @param whole hash of the conversation it is cut from; items of one come one after another */
  add(rank: string, hash: string, item: SourceItem, whole: string | null): void {
    if (this.#cut !== null && item.twin === null && rank > this.#cut) return;
    this.#batch.push(() => this.#insert(rank, hash, item, whole));
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
      this.#groups = this.#count;
    }
    this.#prune();
    if (this.#followers > 0) this.#bringTwins();
    if (this.#hasCuts) this.#mergeShared();
  }

  #bringTwins(): void {
    const originals = 'SELECT source FROM temp.staged WHERE follows IS NULL';
    if (this.#take !== undefined) {
      this.#run(`DELETE FROM temp.staged WHERE follows IS NOT NULL AND follows NOT IN (${originals})`);
    }
    this.#run(`UPDATE temp.staged SET rank = (
        SELECT o.rank || 't' FROM temp.staged o WHERE o.source = temp.staged.follows AND o.follows IS NULL LIMIT 1)
      WHERE follows IN (${originals})`);
    this.#count = this.#countRows();
  }

  /** A beginning that several conversations share is one item: of the one that comes first. */
  #mergeShared(): void {
    this.#run('CREATE INDEX temp.staged_hash ON staged (hash, rank)');
    const isShared = 'EXISTS (SELECT 1 FROM temp.staged o WHERE o.hash = s.hash AND o.rank < s.rank)';
    this.#run(`INSERT INTO temp.staged_shared
      SELECT whole, turn, hash, cluster, textId FROM temp.staged s WHERE whole IS NOT NULL AND ${isShared}`);
    this.#run(`DELETE FROM temp.staged AS s WHERE ${isShared}`);
    const left = this.#countRows();
    this.#merged += this.#count - left;
    this.#count = left;
  }

  #countRows(): number {
    return Number(this.#store.statements.get('SELECT count(*) AS n FROM temp.staged').get()?.['n']);
  }

  /** Every kept item in the order of its rank. */
  *rows(): Generator<StagedRow> {
    const statement = this.#store.statements.fresh(
      'SELECT hash, name, cluster, category, twin, tags, whole FROM temp.staged ORDER BY rank, turn, hash',
    );
    for (const row of statement.iterate()) yield row as unknown as StagedRow;
  }

  /** The data's own replies to kept items, by the items' hashes. */
  *replies(): Generator<{ readonly hash: string; readonly bytes: Uint8Array }> {
    const statement = this.#store.statements.fresh(
      `SELECT hash, bytes FROM temp.staged_reply r
       WHERE EXISTS (SELECT 1 FROM temp.staged s WHERE s.hash = r.hash) ORDER BY hash`,
    );
    for (const row of statement.iterate()) yield row as unknown as { hash: string; bytes: Uint8Array };
  }

  /** The turns of kept conversations at which another one's item stands. */
  *shared(): Generator<SharedTurn> {
    const statement = this.#store.statements.fresh(
      'SELECT whole, turn, hash, cluster FROM temp.staged_shared ORDER BY whole, turn',
    );
    for (const row of statement.iterate()) yield row as unknown as SharedTurn;
  }

  /**
   * Makes the kept items the members of a dataset, and stores what of them is new. Call inside a transaction. All of it
   * is done by the database, so that neither rows nor texts pass through memory one by one.
   */
  copyTo(datasetId: number): void {
    this.#run(`INSERT INTO main.conversation (hash, bytes)
      SELECT unhex(coalesce(s.whole, s.hash)), t.bytes FROM temp.staged s CROSS JOIN temp.staged_text t ON t.id = s.textId
      WHERE s.whole IS NOT NULL OR NOT EXISTS (SELECT 1 FROM main.item i WHERE i.hash = unhex(s.hash))
      ORDER BY s.rank, s.turn, s.hash ON CONFLICT (hash) DO NOTHING`);
    // A conversation all of whose turns are another one's too has no item of its own.
    this.#run(`INSERT INTO main.conversation (hash, bytes)
      SELECT unhex(h.whole), t.bytes FROM temp.staged_shared h CROSS JOIN temp.staged_text t ON t.id = h.textId
      ORDER BY h.whole, h.turn ON CONFLICT (hash) DO NOTHING`);
    this.#run(`INSERT INTO main.item (hash, conversation_id, turn, messages, characters)
      SELECT unhex(s.hash), c.id, s.turn, s.messages, s.characters
      FROM temp.staged s CROSS JOIN main.conversation c ON c.hash = unhex(coalesce(s.whole, s.hash)) WHERE true
      ORDER BY s.rank, s.turn, s.hash ON CONFLICT (hash) DO NOTHING`);
    this.#store.statements
      .fresh(
        `INSERT INTO main.dataset_item (dataset_id, position, item_id, name, cluster, category, twin, tags, conversation_id)
         SELECT ?, row_number() OVER (ORDER BY s.rank, s.turn, s.hash) - 1, i.id, s.name, s.cluster, s.category, s.twin,
           s.tags, (SELECT c.id FROM main.conversation c WHERE c.hash = unhex(s.whole))
         FROM temp.staged s CROSS JOIN main.item i ON i.hash = unhex(s.hash)`,
      )
      .run(datasetId);
    this.#store.statements
      .fresh(
        `INSERT INTO main.dataset_shared (dataset_id, conversation_id, turn, item_id, cluster)
         SELECT ?, c.id, h.turn, i.id, h.cluster FROM temp.staged_shared h
         CROSS JOIN main.conversation c ON c.hash = unhex(h.whole) CROSS JOIN main.item i ON i.hash = unhex(h.hash)
         ORDER BY c.id, h.turn`,
      )
      .run(datasetId);
    if (this.#keepsReplies) this.#copyReplies(datasetId);
  }

  #copyReplies(datasetId: number): void {
    this.#store.statements
      .fresh(
        `INSERT INTO main.dataset_reply (dataset_id, item_id, reply)
         SELECT m.dataset_id, m.item_id, r.bytes FROM main.dataset_item m CROSS JOIN main.item i ON i.id = m.item_id
         CROSS JOIN temp.staged_reply r ON r.hash = lower(hex(i.hash)) WHERE m.dataset_id = ? ORDER BY m.item_id`,
      )
      .run(datasetId);
  }

  [Symbol.dispose](): void {
    this.#drop();
  }

  #drop(): void {
    this.#run('DROP TABLE IF EXISTS temp.staged');
    this.#run('DROP TABLE IF EXISTS temp.staged_text');
    this.#run('DROP TABLE IF EXISTS temp.staged_reply');
    this.#run('DROP TABLE IF EXISTS temp.staged_shared');
  }

  #flush(): void {
    const batch = this.#batch;
    this.#batch = [];
    this.#store.transaction(() => {
      for (const insert of batch) insert();
    });
    if (this.#take !== undefined && this.#groups > 2 * this.#take + batchSize) this.#prune();
  }

  #insert(rank: string, hash: string, item: SourceItem, whole: string | null): void {
    const text = item.cutFrom ?? item.conversation;
    const isNewText = this.#lastText !== text;
    const { changes } = this.#store.statements
      .get('INSERT OR IGNORE INTO temp.staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        rank,
        hash,
        item.name,
        item.cluster,
        item.category,
        item.twin,
        item.twin === null ? null : sourceName(item.twin, whole),
        item.tags.join(','),
        item.turn,
        item.conversation.messages.length,
        characters(item.conversation),
        whole,
        this.#lastTextId + (isNewText ? 1 : 0),
        sourceName(item.name, whole),
      );
    if (changes === 0) {
      this.#merged += 1;
      return;
    }
    this.#count += 1;
    if (this.#keepsReplies && item.reply !== undefined) {
      this.#store.statements
        .get('INSERT OR IGNORE INTO temp.staged_reply VALUES (?, ?)')
        .run(hash, jsonBytes(item.reply));
    }
    if (whole !== null) this.#hasCuts = true;
    if (item.twin !== null) this.#followers += 1;
    else if (rank !== this.#lastRank) this.#groups += 1;
    this.#lastRank = rank;
    if (!isNewText) return;
    this.#lastText = text;
    this.#lastTextId += 1;
    this.#store.statements.get('INSERT INTO temp.staged_text VALUES (?, ?)').run(this.#lastTextId, jsonBytes(text));
  }

  #prune(): void {
    if (this.#take === undefined || this.#groups <= this.#take) return;
    const last = this.#store.statements
      .get('SELECT DISTINCT rank FROM temp.staged WHERE follows IS NULL ORDER BY rank LIMIT 1 OFFSET ?')
      .get(this.#take - 1);
    if (last === undefined) return;
    this.#cut = String(last['rank']);
    const { changes } = this.#store.statements
      .get('DELETE FROM temp.staged WHERE follows IS NULL AND rank > ?')
      .run(this.#cut);
    this.#count -= Number(changes);
    this.#groups = this.#take;
    this.#run('DELETE FROM temp.staged_text WHERE id NOT IN (SELECT textId FROM temp.staged)');
  }

  #run(sql: string): void {
    this.#store.statements.fresh(sql).run();
  }
}

function characters(conversation: Conversation): number {
  return conversation.messages.reduce((sum, message) => sum + message.text.length, conversation.system?.length ?? 0);
}

/** What a source calls the conversation of an item: without the turn, where every turn is an item. */
function sourceName(name: string, whole: string | null): string {
  return whole === null ? name : name.slice(0, name.lastIndexOf('#'));
}
