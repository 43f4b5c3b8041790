import { realpathSync } from 'node:fs';
import { join } from 'node:path';

import { sleep } from '../../base/clock.ts';
import { sha256 } from '../../base/hash.ts';
import { isDamage } from '../../store/sqlite/errors.ts';
import type { Store } from '../../store/store.ts';
import type { StoreWatch } from '../live/watch-store.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import { readQuery, type Term } from '../wire/text-search/query.ts';
import type { TextPlace, TrialFilter } from '../wire/trial-filter.ts';
import { IndexFile } from './index-file.ts';
import { removeIndex, tidyIndexes } from './tidy-indexes.ts';
import { runIndexing } from './index-process.ts';
import { searchIndex } from './search-index.ts';

/** How far an index is, while it is made. */
export interface Indexing {
  readonly done: number;
  readonly of: number;
}

/** Searches of the texts of a store. */
export interface TextSource {
  /** Has the index brought up to date, if it is not; does not wait for it. */
  prepare(): void;
  /** How far the index is; `null` when it is whole. */
  readonly indexing: Indexing | null;
  /**
   * The rows whose texts have what a filter looks for, as far as they are indexed: 1 each. `null` without a search.
   *
   * @throws ExitpollError when there can be no index.
   */
  find(columns: TrialColumns, filter: Pick<TrialFilter, 'text' | 'places'>): Promise<Uint8Array | null>;
}

/** Searches wait so long after an index was begun, so that small stores are seen whole at once. */
const patienceMs = 1_500;
/** An index rests for so many times as long as bringing it up to date took. */
const restFactor = 9;
/** Searches whose results are kept for the pages of their lists. */
const mostSearches = 8;

/**
 * The index of a store's texts, in a file of its own in a folder of things that can be made anew. When it was brought up
 * to date, the watch tells.
 */
export function keptIndex(
  store: Store,
  watch: Pick<StoreWatch, 'changes' | 'look' | 'tellAnew'>,
  folder: string,
): TextSource & Disposable {
  // A copy of a store has its id, and may go another way than the store.
  const path = join(folder, `${sha256(`${store.id}\n${realpathSync(store.file)}`)}.sqlite`);
  const ending = new AbortController();
  let opened: IndexFile | null = null;
  let working: Promise<void> | null = null;
  let failure: unknown = null;
  let changes = -1;
  let restsUntil = 0;
  let begunAt = 0;
  let timer: NodeJS.Timeout | null = null;
  let searches = new Map<string, Promise<Uint8Array>>();
  let searched: { readonly columns: TrialColumns; readonly at: number } | null = null;

  const close = (): void => {
    opened?.[Symbol.dispose]();
    opened = null;
  };
  const prepare = (): void => {
    watch.look();
    if (working !== null || timer !== null || changes === watch.changes) return;
    const wait = restsUntil - performance.now();
    if (wait > 0) timer = setTimeout(begin, wait).unref();
    else begin();
  };
  const begin = (): void => {
    timer = null;
    changes = watch.changes;
    begunAt = performance.now();
    tidyIndexes(folder, path);
    working = bringUpToDate();
  };
  const bringUpToDate = async (): Promise<void> => {
    try {
      await runIndexing({ store: store.file, index: path }, ending.signal);
      failure = null;
    } catch (error) {
      failure = error;
    }
    // It may have been begun anew in another file.
    close();
    working = null;
    restsUntil = performance.now() + restFactor * (performance.now() - begunAt);
    if (!ending.signal.aborted) watch.tellAnew();
  };
  const indexing = (): Indexing | null => {
    if (working === null) return null;
    const most = store.statements
      .get('SELECT (SELECT max(id) FROM generation) AS generations, (SELECT max(id) FROM item) AS items')
      .get();
    const marks = (opened ??= IndexFile.toRead(path))?.marks;
    const of = Number(most?.['generations'] ?? 0) + Number(most?.['items'] ?? 0);
    return { done: Math.min(of, (marks?.generation ?? 0) + (marks?.item ?? 0)), of };
  };
  const search = (
    columns: TrialColumns,
    { text, places }: Pick<TrialFilter, 'text' | 'places'>,
  ): Promise<Uint8Array> => {
    const marks = (opened ??= IndexFile.toRead(path))?.marks;
    if (marks === undefined) return Promise.resolve(new Uint8Array(columns.size));
    const at = marks.generation + marks.item + marks.journals;
    if (searched?.columns !== columns || searched.at !== at) searches = new Map();
    searched = { columns, at };
    const key = JSON.stringify([text, places]);
    const found = searches.get(key) ?? searchOnce(columns, readQuery(text), places);
    searches.delete(key);
    searches.set(key, found);
    for (const old of [...searches.keys()].slice(0, -mostSearches)) searches.delete(old);
    return found;
  };
  /** By a connection of its own: the index may be made anew in another file meanwhile. */
  const searchOnce = async (
    columns: TrialColumns,
    terms: readonly Term[],
    places: readonly TextPlace[],
  ): Promise<Uint8Array> => {
    using index = IndexFile.toRead(path);
    return index === null ? new Uint8Array(columns.size) : await searchIndex(index, columns, terms, places);
  };

  return {
    prepare,
    get indexing() {
      return indexing();
    },
    find: async (columns, filter) => {
      if (filter.text === '') return null;
      prepare();
      const patience = begunAt + patienceMs - performance.now();
      if (working !== null && patience > 0) await Promise.race([working, sleep(patience)]);
      if (failure !== null) throw failure;
      try {
        return await search(columns, filter);
      } catch (error) {
        searches = new Map();
        if (!isDamage(error)) throw error;
        // A damaged index is made anew; until then nothing is found, and `indexing` says so.
        close();
        removeIndex(path);
        changes = -1;
        restsUntil = 0;
        prepare();
        return new Uint8Array(columns.size);
      }
    },
    [Symbol.dispose]: () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
      close();
    },
  };
}
