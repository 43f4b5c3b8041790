import type { Results } from '../analysis/results.ts';
import type { Store } from '../store/store.ts';
import type { LiveState } from './wire/live.ts';

/** What the routes of the viewer work on. */
export interface Viewer {
  /** Opened for reading only. */
  readonly store: Store;
  readonly results: ResultsSource;
  readonly live: LiveSource;
}

/** Results of studies, computed when they are asked for and kept. */
export interface ResultsSource {
  /**
   * Everything the analysis says of the newest plan of a study.
   *
   * @throws ExitpollError when there is no such study.
   */
  of(study: string): Promise<Results>;
}

/** News of what is stored. */
export interface LiveSource {
  readonly state: LiveState;
  /** Calls `tell` with each new state. @returns what ends it. */
  subscribe(tell: (state: LiveState) => void): () => void;
}
