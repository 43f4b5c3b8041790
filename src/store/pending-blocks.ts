import type { Conversation } from '../conversation/messages.ts';
import { hashHex } from './bytes.ts';
import { storedConversation } from './stored-json.ts';
import type { PlanLine } from './plans.ts';
import { datasetSize } from './progress.ts';
import type { Store } from './store.ts';

/** An item of a dataset, without its texts. */
export interface Member {
  readonly itemId: number;
  readonly hash: string;
  readonly name: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly isTwin: boolean;
  readonly language: string | null;
  readonly turn: number;
  /** How many of its conversation's messages are its own. */
  readonly messages: number;
  readonly conversationId: number;
  /** Whether other items of the dataset are cut from the same conversation. */
  readonly isCut: boolean;
}

const blockSize = 128;

/** Reads a dataset in blocks that never part a conversation. */
export class BlockReader {
  readonly #store: Store;
  readonly #datasetId: number;
  readonly #lines: readonly PlanLine[];
  readonly #size: number;
  readonly #isCut: boolean;

  /** @param lines conditions on this dataset */
  constructor(store: Store, datasetId: number, lines: readonly PlanLine[]) {
    this.#store = store;
    this.#datasetId = datasetId;
    this.#lines = lines;
    this.#size = datasetSize(store, datasetId);
    // Either all items of a dataset are cut from conversations, or none is.
    this.#isCut = this.#conversationAt(0) !== null;
  }

  /** The blocks in which trials of these epochs are pending. */
  *blocks(epochs: readonly number[]): Generator<Block> {
    for (let start = 0; start < this.#size;) {
      const end = this.#endOf(start);
      const block = new Block(this.#store, this.#datasetId, this.#lines, epochs, start, end);
      start = end;
      if (block.hasPending) yield block;
    }
  }

  #endOf(start: number): number {
    const end = start + blockSize;
    if (end >= this.#size || !this.#isCut) return Math.min(end, this.#size);
    const row = this.#store.statements
      .get(
        `SELECT position FROM dataset_item WHERE dataset_id = ? AND position >= ? AND conversation_id <> ?
         ORDER BY position LIMIT 1`,
      )
      .get(this.#datasetId, end, this.#conversationAt(end - 1));
    return row === undefined ? this.#size : Number(row['position']);
  }

  #conversationAt(position: number): number | null {
    const row = this.#store.statements
      .get('SELECT conversation_id FROM dataset_item WHERE dataset_id = ? AND position = ?')
      .get(this.#datasetId, position);
    return (row?.['conversation_id'] ?? null) as number | null;
  }
}

/** Some items of a dataset, and which of their trials are done. */
export class Block {
  readonly epochs: readonly number[];
  readonly #store: Store;
  readonly #datasetId: number;
  readonly #start: number;
  readonly #end: number;
  /** By line, then by epoch in the order of `epochs`: the items that are done. */
  readonly #done: ReadonlyMap<PlanLine, readonly ReadonlySet<number>[]>;

  constructor(
    store: Store,
    datasetId: number,
    lines: readonly PlanLine[],
    epochs: readonly number[],
    start: number,
    end: number,
  ) {
    this.#store = store;
    this.#datasetId = datasetId;
    this.#start = start;
    this.#end = end;
    this.epochs = epochs;
    this.#done = new Map(
      lines.map((line) => [
        line,
        epochs.filter((epoch) => epoch <= line.epochs).map((epoch) => this.#doneItems(line.armId, epoch)),
      ]),
    );
  }

  get hasPending(): boolean {
    const size = this.#end - this.#start;
    return this.#done.values().some((byEpoch) => byEpoch.some((items) => items.size < size));
  }

  /** Whether any trial of an item is to be run. */
  isPending({ itemId }: Member): boolean {
    return this.#done.values().some((byEpoch) => byEpoch.some((items) => !items.has(itemId)));
  }

  /** Whether a trial is done; `epoch` is one of `epochs` and of the line. */
  isDone(line: PlanLine, { itemId }: Member, epoch: number): boolean {
    return this.#done.get(line)?.[epoch - (this.epochs[0] ?? 0)]?.has(itemId) ?? true;
  }

  /** The items in the dataset's order, those of one conversation together. */
  *conversations(): Generator<readonly Member[]> {
    let together: Member[] = [];
    for (const member of this.#members()) {
      if (together.length > 0 && !(member.isCut && together[0]?.conversationId === member.conversationId)) {
        yield together;
        together = [];
      }
      together.push(member);
    }
    if (together.length > 0) yield together;
  }

  conversation(id: number): Conversation {
    const row = this.#store.statements.get('SELECT bytes FROM conversation WHERE id = ?').get(id);
    if (row === undefined) throw new Error(`conversation ${id} is missing from the store`);
    return storedConversation(row['bytes'] as Uint8Array);
  }

  #members(): readonly Member[] {
    const rows = this.#store.statements
      .get(
        `SELECT m.item_id, m.name, m.cluster, m.category, m.twin, m.tags, m.conversation_id AS whole, i.hash, i.turn,
           i.messages, i.conversation_id
         FROM dataset_item m JOIN item i ON i.id = m.item_id
         WHERE m.dataset_id = ? AND m.position >= ? AND m.position < ? ORDER BY m.position`,
      )
      .all(this.#datasetId, this.#start, this.#end);
    return rows.map((row) => ({
      itemId: Number(row['item_id']),
      hash: hashHex(row['hash'] as Uint8Array),
      name: String(row['name']),
      cluster: String(row['cluster']),
      category: row['category'] as string | null,
      isTwin: row['twin'] !== null,
      language: /(?:^|,)lang:([^,]+)/.exec(String(row['tags']))?.[1] ?? null,
      turn: Number(row['turn']),
      messages: Number(row['messages']),
      conversationId: Number(row['whole'] ?? row['conversation_id']),
      isCut: row['whole'] !== null,
    }));
  }

  #doneItems(armId: number, epoch: number): ReadonlySet<number> {
    const rows = this.#store.statements
      .get(
        `SELECT m.item_id FROM dataset_item m
         JOIN trial t ON t.arm_id = ? AND t.epoch = ? AND t.item_id = m.item_id AND t.ending <> 'error'
         WHERE m.dataset_id = ? AND m.position >= ? AND m.position < ?`,
      )
      .all(armId, epoch, this.#datasetId, this.#start, this.#end);
    return new Set(rows.map((row) => Number(row['item_id'])));
  }
}
