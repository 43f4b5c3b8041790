import { createHash } from 'node:crypto';

import { ExitpollError } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';
import type { Conversation } from '../conversation/messages.ts';
import { extendHash, prefixHash, systemHash } from '../conversation/prefix-hash.ts';
import type { SourceItem } from '../datasets/source-item.ts';
import { hashHex } from './bytes.ts';
import { insertNamed } from './sqlite/insert.ts';
import { Staging } from './staging.ts';
import type { Store } from './store.ts';

export interface IngestOptions {
  readonly label: string;
  /** The registry name: what the dataset is to a reader (`neutral` is a control). */
  readonly kind: string;
  /** Only the n items with the lowest H(seed, item); where items are cut from conversations, n of these. */
  readonly take?: number | undefined;
  readonly seed: number;
  /** Whether the data's own replies are kept, and part of what the dataset is; not unless told. */
  readonly replies?: boolean;
}

/** A dataset as it stands in the store. */
export interface StoredDataset {
  readonly id: number;
  /** Hash of its membership, hex. */
  readonly hash: string;
  readonly label: string;
  readonly items: number;
  /** Items of the source that were identical to another and so are the same item. */
  readonly merged: number;
}

/**
 * Reads a dataset into the store: each conversation once, and the membership. The order is that of H(seed, item):
 * uniform, independent of the source's order, and stable when the source grows. Items cut from one conversation stand
 * together in the order of their turns, at the place of H(seed, conversation). Memory does not grow with the source.
 *
 * @throws ExitpollError when no item is left.
 */
export async function ingestDataset(
  store: Store,
  items: AsyncIterable<SourceItem>,
  options: IngestOptions,
): Promise<StoredDataset> {
  using staging = new Staging(store, options.take, options.replies);
  let hashes: WholeHashes | null = null;
  for await (const item of items) {
    if (item.cutFrom === null) {
      const hash = prefixHash(item.conversation.system, item.conversation.messages);
      staging.add(itemRank(options.seed, hash), hash, item, null);
    } else {
      if (hashes?.whole !== item.cutFrom) hashes = wholeHashes(item.cutFrom);
      const hash = hashes.prefixes[item.conversation.messages.length] ?? '';
      const whole = hashes.prefixes.at(-1) ?? '';
      staging.add(itemRank(options.seed, whole), hash, item, whole);
    }
  }
  staging.finish();
  if (staging.count === 0) {
    throw new ExitpollError(`dataset ${options.label} has no items left`, {
      code: 'empty-dataset',
      hint: 'Loosen its filter, or look at it with `exitpoll data show`.',
    });
  }
  return store.transaction(() => {
    const hash = membershipHash(options, staging);
    const before = store.statements.get('SELECT id FROM dataset WHERE hash = ?').get(hash);
    const id = insertNamed(store.statements, 'dataset', {
      hash,
      label: options.label,
      kind: options.kind,
      items: staging.count,
      merged: staging.merged,
    });
    if (before === undefined) staging.copyTo(id);
    // The same members may have been found among more, or fewer, copies of them.
    store.statements.get('UPDATE dataset SET merged = ? WHERE id = ?').run(staging.merged, id);
    return { id, hash: hashHex(hash), label: options.label, items: staging.count, merged: staging.merged };
  });
}

/** The hashes of a conversation's beginnings, by how many messages they hold. */
interface WholeHashes {
  readonly whole: Conversation;
  readonly prefixes: readonly string[];
}

function wholeHashes(whole: Conversation): WholeHashes {
  const prefixes = [systemHash(whole.system)];
  for (const message of whole.messages) prefixes.push(extendHash(prefixes.at(-1) ?? '', message));
  return { whole, prefixes };
}

/** H(seed, item): the item's place in the order, 16 hex characters. */
export function itemRank(seed: number, itemHash: string): string {
  return sha256(`rank:${seed}:${itemHash}`).slice(0, 16);
}

function membershipHash(options: IngestOptions, staging: Staging): Uint8Array {
  const digest = createHash('sha256').update(JSON.stringify([options.label, options.kind]));
  for (const row of staging.rows()) {
    digest.update(row.hash);
    const named = [row.name, row.cluster, row.category, row.twin, row.tags];
    digest.update(JSON.stringify(row.whole === null ? named : [...named, row.whole]));
  }
  for (const { whole, turn, hash, cluster } of staging.shared()) {
    digest.update(JSON.stringify([whole, turn, hash, cluster]));
  }
  if (options.replies === true) {
    for (const { hash, bytes } of staging.replies()) digest.update(hash).update(bytes);
  }
  return digest.digest();
}
