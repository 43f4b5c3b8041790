import { join } from 'node:path';

import { defaultCacheDir } from '../download/cache-dir.ts';
import { openStore } from '../store/store.ts';
import { watchStore } from './live/watch-store.ts';
import { countedProgress } from './progress.ts';
import { resultsCache } from './results/results-cache.ts';
import { keptResults } from './results/results-source.ts';
import { keptIndex } from './texts/kept-index.ts';
import { keptColumns } from './trials/kept-columns.ts';
import type { Viewer } from './viewer.ts';

/**
 * Opens a store for reading, with all that the viewer makes of it.
 *
 * @param cacheDir where results and the index of texts are kept between one viewer and the next
 * @throws ExitpollError when the store cannot be opened.
 */
export function openViewer(file: string, cacheDir = defaultCacheDir()): Viewer & AsyncDisposable {
  const opened = new AsyncDisposableStack();
  const store = opened.use(openStore(file, 'read'));
  const live = opened.use(watchStore(store));
  const results = opened.use(keptResults(store, live, resultsCache(join(cacheDir, 'results'))));
  const progress = countedProgress(store, live);
  const trials = opened.use(keptColumns(store, live));
  const texts = opened.use(keptIndex(store, live, join(cacheDir, 'texts')));
  return { store, results, trials, texts, progress, live, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
