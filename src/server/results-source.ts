import { analyze } from '../analysis/analyze.ts';
import type { Results } from '../analysis/results.ts';
import type { Store } from '../store/store.ts';
import type { ResultsSource } from './viewer.ts';

/** Results of the studies of a store, each computed once. */
export function keptResults(store: Store): ResultsSource {
  const kept = new Map<string, Promise<Results>>();
  return {
    of: (study) => {
      const known = kept.get(study) ?? analyze(store, { study });
      kept.set(study, known);
      return known;
    },
  };
}
