import { fromJsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** Offers by the id of their content. Many trials share one, so each is read once. */
export class OfferCache {
  readonly #store: Store;
  readonly #offers = new Map<number, unknown>();

  constructor(store: Store) {
    this.#store = store;
  }

  get(contentId: number): unknown {
    if (!this.#offers.has(contentId)) {
      const row = this.#store.statements.get('SELECT bytes FROM content WHERE id = ?').get(contentId);
      this.#offers.set(contentId, fromJsonBytes(row?.['bytes'] as Uint8Array));
    }
    return this.#offers.get(contentId);
  }
}
