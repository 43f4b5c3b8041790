import type { Conversation } from '../conversation/messages.ts';
import { fromJsonBytes, hashHex } from './bytes.ts';
import type { PlanLine } from './plans.ts';
import { datasetSize } from './progress.ts';
import type { Store } from './store.ts';

/** An item with all a trial needs of it. */
export interface PendingItem {
  readonly itemId: number;
  readonly hash: string;
  readonly name: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly turn: number;
  /** Whether it is the benign twin of another. */
  readonly isTwin: boolean;
  /** From its `lang:` tag. */
  readonly language: string | null;
  readonly conversation: Conversation;
}

/** A trial that has no outcome yet, or ended as `error`. */
export interface PendingTrial {
  readonly line: PlanLine;
  readonly item: PendingItem;
  /** From 1. */
  readonly epoch: number;
}

const blockSize = 128;

/**
 * The trials still to be run among `lines`, lazily: whole epochs first to last, within an epoch block by block over
 * the datasets, within an item all arms, so that a drifting endpoint touches all arms alike. Memory holds one block.
 */
export function* pendingTrials(store: Store, lines: readonly PlanLine[]): Generator<PendingTrial> {
  const open = lines.filter((line) => line.unsupported === null);
  const datasets = [...new Set(open.map((line) => line.datasetId))];
  const sizes = new Map(datasets.map((id) => [id, datasetSize(store, id)]));
  const epochs = Math.max(0, ...open.map((line) => line.epochs));
  const longest = Math.max(0, ...sizes.values());
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (let start = 0; start < longest; start += blockSize) {
      for (const datasetId of datasets) {
        if (start >= (sizes.get(datasetId) ?? 0)) continue;
        const armLines = open.filter((line) => line.datasetId === datasetId && line.epochs >= epoch);
        yield* pendingBlock(store, armLines, datasetId, epoch, start);
      }
    }
  }
}

function* pendingBlock(
  store: Store,
  lines: readonly PlanLine[],
  datasetId: number,
  epoch: number,
  start: number,
): Generator<PendingTrial> {
  const end = start + blockSize;
  const done = lines.map((line) => doneItems(store, line.armId, epoch, datasetId, start, end));
  const members = blockMembers(store, datasetId, start, end);
  const missing = members.filter(({ itemId }) => done.some((items) => !items.has(itemId)));
  for (const member of missing) {
    const item = loadItem(store, member);
    for (const [index, line] of lines.entries()) {
      if (!done[index]?.has(member.itemId)) yield { line, item, epoch };
    }
  }
}

interface Member {
  readonly itemId: number;
  readonly name: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly isTwin: boolean;
  readonly language: string | null;
}

function blockMembers(store: Store, datasetId: number, start: number, end: number): readonly Member[] {
  const rows = store.statements
    .get(
      'SELECT item_id, name, cluster, category, twin, tags FROM dataset_item WHERE dataset_id = ? AND position >= ? AND position < ? ORDER BY position',
    )
    .all(datasetId, start, end);
  return rows.map((row) => ({
    itemId: Number(row['item_id']),
    name: String(row['name']),
    cluster: String(row['cluster']),
    category: row['category'] as string | null,
    isTwin: row['twin'] !== null,
    language: /(?:^|,)lang:([^,]+)/.exec(String(row['tags']))?.[1] ?? null,
  }));
}

function doneItems(
  store: Store,
  armId: number,
  epoch: number,
  datasetId: number,
  start: number,
  end: number,
): ReadonlySet<number> {
  const rows = store.statements
    .get(
      `SELECT m.item_id FROM dataset_item m
       JOIN trial t ON t.arm_id = ? AND t.epoch = ? AND t.item_id = m.item_id AND t.ending <> 'error'
       WHERE m.dataset_id = ? AND m.position >= ? AND m.position < ?`,
    )
    .all(armId, epoch, datasetId, start, end);
  return new Set(rows.map((row) => Number(row['item_id'])));
}

function loadItem(store: Store, member: Member): PendingItem {
  const row = store.statements
    .get(
      'SELECT i.hash, i.turn, i.messages, c.bytes FROM item i JOIN conversation c ON c.id = i.conversation_id WHERE i.id = ?',
    )
    .get(member.itemId);
  if (row === undefined) throw new Error(`item ${member.itemId} is missing from the store`);
  const conversation = fromJsonBytes<Conversation>(row['bytes'] as Uint8Array);
  return {
    ...member,
    hash: hashHex(row['hash'] as Uint8Array),
    turn: Number(row['turn']),
    conversation: { system: conversation.system, messages: conversation.messages.slice(0, Number(row['messages'])) },
  };
}
