import { hashBytes } from './bytes.ts';
import { storedReply } from './stored-json.ts';
import type { GenerationRef } from './records.ts';
import type { Store } from './store.ts';

/** The stored generation with this key (hex), or `null`. */
export function findGeneration(store: Store, key: string): GenerationRef | null {
  const row = store.statements.get('SELECT id, reply FROM generation WHERE key = ?').get(hashBytes(key));
  if (row === undefined) return null;
  return { id: Number(row['id']), reply: storedReply(row['reply'] as Uint8Array) };
}
