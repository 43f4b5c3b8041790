import { join } from 'node:path';

import { defaultCacheDir } from '../download/cache-dir.ts';
import { openStore } from '../store/store.ts';
import { watchStore } from './live/watch-store.ts';
import { madeCache } from './made/made-cache.ts';
import { cachedMade } from './made/made-source.ts';
import { countedProgress } from './progress.ts';
import { keptResults } from './results/results-source.ts';
import { keptIndex } from './texts/kept-index.ts';
import { keptColumns } from './trials/kept-columns.ts';
import type { Viewer } from './viewer.ts';

/** Nobody is answered while the store is waited for. Readers of a store wait for nobody but who locks all others out. */
const mostWaitMs = 100;

/**
 * Opens a store for reading, with all that the viewer makes of it.
 *
 * @param cacheDir where results and the index of texts are kept between one viewer and the next
 * @throws ExitpollError when the store cannot be opened.
 */
export function openViewer(file: string, cacheDir = defaultCacheDir()): Viewer & AsyncDisposable {
  const opened = new AsyncDisposableStack();
  const store = opened.use(openStore(file, 'read'));
  store.waitForLocks(mostWaitMs);
  const live = opened.use(watchStore(store));
  const made = cachedMade(store, live, madeCache(join(cacheDir, 'results')));
  const results = opened.use(keptResults(store, live, made));
  const progress = countedProgress(store, live, made);
  const trials = opened.use(keptColumns(store, live, made));
  const texts = opened.use(keptIndex(store, live, join(cacheDir, 'texts')));
  return { store, made, results, trials, texts, progress, live, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
