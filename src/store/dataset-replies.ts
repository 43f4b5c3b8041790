import { contentHash, sha256 } from '../base/hash.ts';
import type { Reply } from '../conversation/reply.ts';
import { hashBytes, jsonBytes } from './bytes.ts';
import { storedText } from './stored-json.ts';
import { insertNamed } from './sqlite/insert.ts';
import type { Store } from './store.ts';

/** The data's own reply to an item of a dataset; `null` where it has none, or none was kept. */
export function datasetReply(store: Store, datasetId: number, itemId: number): string | null {
  const row = store.statements
    .get('SELECT reply FROM dataset_reply WHERE dataset_id = ? AND item_id = ?')
    .get(datasetId, itemId);
  return row === undefined ? null : storedText(row['reply'] as Uint8Array);
}

/** The key of a reply that was taken from data: what it says, since nobody was asked. */
export function givenKey(text: string): string {
  return contentHash({ given: text });
}

/** A reply of which nothing is known but its text. */
export function givenReply(text: string): Reply {
  return {
    text,
    reasoning: null,
    toolCalls: [],
    finish: 'stop',
    finishRaw: null,
    usage: null,
    servedModel: null,
    fingerprint: null,
  };
}

/** What stands for whoever wrote the replies of data, among the models. */
export function datasetAuthorId(store: Store): number {
  return store.transaction(() =>
    insertNamed(store.statements, 'model', {
      hash: hashBytes(sha256('author: dataset')),
      name: 'dataset',
      identity: jsonBytes({ protocol: 'dataset', name: 'dataset', content: {} }),
      simulated: 0,
    }),
  );
}
