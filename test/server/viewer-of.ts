import { analyze } from '../../src/analysis/analyze.ts';
import { countedProgress } from '../../src/server/progress.ts';
import { keptColumns } from '../../src/server/trials/kept-columns.ts';
import type { Viewer } from '../../src/server/viewer.ts';
import type { Store } from '../../src/store/store.ts';

const unchanged = { changes: 0, look: () => {}, tellAnew: () => {} };

/** A viewer on a store that nothing else writes, working everything out where it stands. */
export function viewerOf(store: Store): Viewer {
  const live = {
    state: { version: 0, running: false, busy: null, problem: null },
    look: () => {},
    subscribe: () => () => {},
  };
  return {
    store,
    trials: keptColumns(store, unchanged),
    texts: { prepare: () => {}, indexing: null, find: async () => null },
    results: { of: (study) => analyze(store, { study }) },
    progress: countedProgress(store, { ...live, changes: 0 }),
    live,
  };
}
