import { analyze } from '../analysis/analyze.ts';
import type { Results } from '../analysis/results.ts';
import type { Store } from '../store/store.ts';
import { uncachedMade } from './made/made-source.ts';
import { countedProgress } from './progress.ts';
import { keptColumns } from './trials/kept-columns.ts';
import type { Viewer } from './viewer.ts';

/**
 * A viewer on a store as it stands: what is stored later is not seen, results are worked out where it runs, and no
 * index of texts is made.
 */
export function stillViewer(store: Store): Viewer {
  const results = new Map<string, Promise<Results>>();
  const live = {
    state: { version: 0, running: false, busy: null, problem: null, hint: null },
    look: () => {},
    subscribe: () => () => {},
  };
  return {
    store,
    made: uncachedMade,
    trials: keptColumns(store, { ...live, changes: 0, tellAnew: () => {} }, uncachedMade),
    texts: { prepare: () => {}, indexing: null, find: async () => null },
    results: {
      of: (study) => {
        const known = results.get(study) ?? analyze(store, { study });
        results.set(study, known);
        return known;
      },
    },
    progress: countedProgress(store, { ...live, changes: 0 }, uncachedMade),
    live,
  };
}
