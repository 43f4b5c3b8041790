import type { Results } from '../analysis/results.ts';
import type { OverlayFile } from '../report/overlay/overlay-file.ts';
import type { Store } from '../store/store.ts';
import type { MadeSource } from './made/made-source.ts';
import type { TextSource } from './texts/kept-index.ts';
import type { ColumnsSource } from './trials/kept-columns.ts';
import type { LiveState } from './wire/live.ts';
import type { ConditionProgress } from './wire/progress.ts';

/** What the routes of the viewer work on. */
export interface Viewer {
  /** Opened for reading only. */
  readonly store: Store;
  readonly made: MadeSource;
  readonly results: ResultsSource;
  readonly trials: ColumnsSource;
  readonly progress: ProgressSource;
  readonly texts: TextSource;
  readonly live: LiveSource;
  /** Is told of what a page cannot show because the store is damaged or the viewer failed, in one line. */
  readonly onProblem?: ((line: string) => void) | undefined;
  /** Published rates to lay beside those of conditions, and the label of the dataset they are of. */
  readonly published?: { readonly file: OverlayFile; readonly dataset: string | undefined } | undefined;
}

/** Results of studies, worked out when they are asked for and kept. */
export interface ResultsSource {
  /**
   * Everything the analysis says of the newest plan of a study. Of a store that has changed since, what was last worked
   * out (`createdAt` says when), while it is worked out anew; `LiveState.version` rises when that is there.
   *
   * @throws ExitpollError when there is no such study.
   */
  of(study: string): Promise<Results>;
}

/** How far studies are, without the analysis. */
export interface ProgressSource {
  /**
   * How far each condition of a study's newest plan is, in the plan's order, as it stands now.
   *
   * @throws ExitpollError when there is no such study.
   */
  of(study: string): Promise<readonly ConditionProgress[]>;
}

/** News of what is stored. */
export interface LiveSource {
  readonly state: LiveState;
  /** Brings the state up to date now: it is not while nobody listens. */
  look(): void;
  /** Calls `tell` with each new state. @returns what ends it. */
  subscribe(tell: (state: LiveState) => void): () => void;
}
