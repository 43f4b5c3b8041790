import { hashHex } from './bytes.ts';
import { storedConversation } from './stored-json.ts';
import type { StoredCondition } from './conditions.ts';
import { damagedStore } from './sqlite/errors.ts';
import type { Store } from './store.ts';

/** What is known of an item of a dataset, by its row. */
export function itemFacts(
  store: Store,
  datasetId: number,
  row: number,
): { readonly item: string; readonly itemHash: string; readonly cluster: string; readonly category: string | null } {
  const found = store.statements
    .get(
      `SELECT m.name, m.cluster, m.category, i.hash FROM dataset_item m JOIN item i ON i.id = m.item_id
       WHERE m.dataset_id = ? AND m.position = ?`,
    )
    .get(datasetId, row);
  if (found === undefined)
    throw damagedStore(store.file, `dataset ${datasetId} has no row ${row}, or its item or conversation is missing`);
  return {
    item: String(found['name']),
    itemHash: hashHex(found['hash'] as Uint8Array),
    cluster: String(found['cluster']),
    category: found['category'] as string | null,
  };
}

/** Ids of the trials of a condition on the items of these rows, item after item, epoch after epoch. */
export function itemTrials(
  store: Store,
  { armId, datasetId, epochs }: StoredCondition,
  rows: readonly number[],
): readonly number[] {
  const statement = store.statements.get(
    `SELECT t.id FROM dataset_item m JOIN trial t ON t.arm_id = ? AND t.epoch = ? AND t.item_id = m.item_id
     WHERE m.dataset_id = ? AND m.position = ?`,
  );
  return rows.flatMap((row) =>
    Array.from({ length: epochs }, (_, before) => statement.get(armId, before + 1, datasetId, row)).flatMap((found) =>
      found === undefined ? [] : [Number(found['id'])],
    ),
  );
}

/** The names of the members of a dataset, by row. */
export function memberNames(store: Store, datasetId: number): readonly string[] {
  return store.statements
    .get('SELECT name FROM dataset_item WHERE dataset_id = ? ORDER BY position')
    .all(datasetId)
    .map((row) => String(row['name']));
}

/** The beginnings of the last user turns of the items of these rows. @param most characters of each */
export function promptBeginnings(
  store: Store,
  datasetId: number,
  rows: Iterable<number>,
  most: number,
): readonly string[] {
  const statement = store.statements.get(
    `SELECT i.messages, c.bytes FROM dataset_item m JOIN item i ON i.id = m.item_id
     JOIN conversation c ON c.id = i.conversation_id WHERE m.dataset_id = ? AND m.position = ?`,
  );
  return Array.from(rows, (row) => {
    const found = statement.get(datasetId, row);
    if (found === undefined)
      throw damagedStore(store.file, `dataset ${datasetId} has no row ${row}, or its item or conversation is missing`);
    const { messages } = storedConversation(found['bytes'] as Uint8Array);
    return (messages[Number(found['messages']) - 1]?.text ?? '').slice(0, most);
  });
}
