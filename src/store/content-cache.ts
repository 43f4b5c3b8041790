import { damagedStore } from './sqlite/errors.ts';
import { storedObject } from './stored-json.ts';
import type { Store } from './store.ts';

/** Contents (offers, settings, lead-ins) by their ids. Many trials and conditions share one, so each is read once. */
export class ContentCache {
  readonly #store: Store;
  readonly #contents = new Map<number, unknown>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws ExitpollError where there is none. */
  get(contentId: number): unknown {
    if (!this.#contents.has(contentId)) {
      const row = this.#store.statements.get('SELECT id, bytes FROM content WHERE id = ?').get(contentId);
      if (row === undefined) throw damagedStore(this.#store.file, `content ${contentId} is missing`);
      this.#contents.set(contentId, storedObject(row['bytes'] as Uint8Array));
    }
    return this.#contents.get(contentId);
  }
}
