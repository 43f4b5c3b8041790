import { studyRevisions } from '../../analysis/revisions.ts';
import { storeStamp } from '../../store/store-stamp.ts';
import type { Store } from '../../store/store.ts';
import type { StoreWatch } from '../live/watch-store.ts';
import type { MadeCache, Origin } from './made-cache.ts';

/** Something that is made of a store and can be kept as bytes. */
export interface MadeKind<Value> {
  /** Its name; changes with its form. */
  readonly what: string;
  /** @returns `null` for bytes that are none of it. */
  read(bytes: Buffer): Value | null;
}

/** What was made, and as bytes. */
export interface Made<Value> {
  readonly value: Value;
  bytes(): Uint8Array;
}

/** Makes things of a store once for as long as it is not written, whoever opens it. */
export interface MadeSource {
  /**
   * What is kept of a study, or else what `make` gives, which is then kept.
   *
   * @throws ExitpollError when there is no such study, and what `make` throws.
   */
  of<Value>(kind: MadeKind<Value>, study: string, make: () => Promise<Made<Value>>): Promise<Value>;
}

/** Keeps what is made in a cache. */
export function cachedMade(store: Store, watch: Pick<StoreWatch, 'state'>, cache: MadeCache): MadeSource {
  return {
    of: async (kind, study, make) => {
      const [revision] = await studyRevisions(store, study);
      const stamp = storeStamp(store.file);
      const origin: Origin = { what: kind.what, storeId: store.id, stamp, study, revision: revision?.hash ?? '' };
      const bytes = await cache.read(origin);
      const known = bytes === null ? null : readable(kind, bytes);
      if (known !== null) return known;
      const made = await make();
      // Of a store that was written meanwhile nobody knows which state this is of.
      const isSame = !watch.state.running && storeStamp(store.file) === stamp;
      if (isSame) await cache.write(origin, made.bytes());
      return made.value;
    },
  };
}

function readable<Value>(kind: MadeKind<Value>, bytes: Buffer): Value | null {
  try {
    return kind.read(bytes);
  } catch {
    return null;
  }
}

/** Keeps nothing. */
export const uncachedMade: MadeSource = { of: async (_kind, _study, make) => (await make()).value };
