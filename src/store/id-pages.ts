/** Ids in a page. */
export const pageIds = 16_384;

/** What is known of ids that are mostly side by side, in pages made as they are asked for; far ids cost no more than one. */
export class IdPages<Page> {
  readonly #make: (from: number) => Page;
  readonly #pages = new Map<number, Page>();
  #last: { readonly from: number; readonly page: Page } | null = null;

  /** @param make a page, from its first id */
  constructor(make: (from: number) => Page) {
    this.#make = make;
  }

  /** The page that holds an id, at `id % pageIds`. */
  of(id: number): Page {
    const from = id - (id % pageIds);
    if (this.#last?.from === from) return this.#last.page;
    const page = this.#pages.get(from) ?? this.#make(from);
    this.#pages.set(from, page);
    this.#last = { from, page };
    return page;
  }

  /** All pages there are, by their first ids. */
  entries(): IterableIterator<[from: number, page: Page]> {
    return this.#pages.entries();
  }
}
