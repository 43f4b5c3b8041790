import { damagedStore } from './sqlite/errors.ts';
import type { Store } from './store.ts';

/** Ids in a page. */
export const pageIds = 16_384;
/** Pages at most: ids side by side fill them with as many trials as a plan can have (`check-planned.ts`). */
const mostPages = 8_192;

/** What is known of ids that are mostly side by side, in pages made as they are asked for; far ids cost no more than one. */
export class IdPages<Page> {
  readonly #store: Store;
  readonly #make: (from: number) => Page;
  readonly #pages = new Map<number, Page>();
  #last: { readonly from: number; readonly page: Page } | null = null;

  /** @param make a page, from its first id */
  constructor(store: Store, make: (from: number) => Page) {
    this.#store = store;
    this.#make = make;
  }

  /** The page that holds an id, at `id % pageIds`. @throws ExitpollError where ids leap more often than memory bears. */
  of(id: number): Page {
    const from = id - (id % pageIds);
    if (this.#last?.from === from) return this.#last.page;
    const page = this.#pages.get(from) ?? this.#newPage(from);
    this.#last = { from, page };
    return page;
  }

  #newPage(from: number): Page {
    if (this.#pages.size === mostPages)
      throw damagedStore(this.#store.file, `its ids leap far more often than a run's`);
    const page = this.#make(from);
    this.#pages.set(from, page);
    return page;
  }

  /** All pages there are, by their first ids. */
  entries(): IterableIterator<[from: number, page: Page]> {
    return this.#pages.entries();
  }
}
