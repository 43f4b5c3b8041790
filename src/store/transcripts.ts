import type { DatasetPart, StoredCondition } from './conditions.ts';
import type { Membership } from './membership.ts';
import type { OutcomeGrid } from './outcome-grid.ts';
import type { Store } from './store.ts';

/** Conversations of a dataset every user turn of which is an item. */
export interface Transcripts {
  readonly count: number;
  /** Id of each conversation. */
  readonly ids: Int32Array;
  /** Cluster of each conversation, numbered from 0. */
  readonly clusterOf: Int32Array;
  /** Where the turns of each begin in `rows`; one more at the end. */
  readonly starts: Int32Array;
  /** The row of the dataset's member at each turn from 1; −1 where the dataset has none, as a filter leaves it out. */
  readonly rows: Int32Array;
}

/**
 * The conversations of a part of a dataset, with the turns that others share. None for a dataset whose conversations
 * give one item each.
 */
export function readTranscripts(
  store: Store,
  datasetId: number,
  membership: Membership,
  part: DatasetPart,
): Transcripts | null {
  if (!hasTurns(store, datasetId)) return null;
  const clusters = new Map<string, number>();
  const ids: number[] = [];
  const clusterOf: number[] = [];
  const starts: number[] = [0];
  const rows: number[] = [];
  const add = (conversation: OpenConversation): void => {
    const last = conversation.rows.at(-1) ?? -1;
    if ((membership.isTwin[last] === 1) !== (part === 'twins')) return;
    const number = clusters.get(conversation.cluster) ?? clusters.size;
    clusters.set(conversation.cluster, number);
    ids.push(conversation.id);
    clusterOf.push(number);
    for (const row of conversation.rows) rows.push(row);
    starts.push(rows.length);
  };
  let open = null as OpenConversation | null;
  for (const found of store.statements.fresh(turnsSql).iterate(datasetId, datasetId)) {
    const id = Number(found['conversation_id']);
    if (open?.id !== id) {
      if (open !== null) add(open);
      open = { id, cluster: String(found['cluster']), rows: [] };
    }
    const turn = Number(found['turn']);
    while (open.rows.length < turn) open.rows.push(-1);
    open.rows[turn - 1] = membership.finder.of(Number(found['item_id']));
  }
  if (open !== null) add(open);
  return {
    count: clusterOf.length,
    ids: Int32Array.from(ids),
    clusterOf: Int32Array.from(clusterOf),
    starts: Int32Array.from(starts),
    rows: Int32Array.from(rows),
  };
}

/** Reads the conversations of conditions' items, those of each part of a dataset once; `null` where there are none. */
export function transcriptsReader(
  store: Store,
): (of: { readonly condition: StoredCondition; readonly grid: OutcomeGrid | null }) => Transcripts | null {
  const known = new Map<string, Transcripts | null>();
  return ({ condition: { datasetId, part }, grid }) => {
    if (grid === null) return null;
    const key = `${datasetId} ${part}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const read = readTranscripts(store, datasetId, grid.membership, part);
    known.set(key, read);
    return read;
  };
}

interface OpenConversation {
  readonly id: number;
  readonly cluster: string;
  readonly rows: number[];
}

const turnsSql = `
  SELECT m.conversation_id, i.turn, m.item_id, m.cluster FROM dataset_item m JOIN item i ON i.id = m.item_id
  WHERE m.dataset_id = ? AND m.conversation_id IS NOT NULL
  UNION ALL
  SELECT conversation_id, turn, item_id, cluster FROM dataset_shared WHERE dataset_id = ?
  ORDER BY conversation_id, turn`;

function hasTurns(store: Store, datasetId: number): boolean {
  const sql = 'SELECT 1 FROM dataset_item WHERE dataset_id = ? AND conversation_id IS NOT NULL LIMIT 1';
  return store.statements.get(sql).get(datasetId) !== undefined;
}
