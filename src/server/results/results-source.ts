import { resultsVersion, type Results } from '../../analysis/results.ts';
import { systemClock } from '../../base/clock.ts';
import type { Store } from '../../store/store.ts';
import type { StoreWatch } from '../live/watch-store.ts';
import type { Made, MadeKind, MadeSource } from '../made/made-source.ts';
import type { ResultsSource } from '../viewer.ts';
import { runAnalysis } from './analysis-process.ts';

/**
 * After an analysis the next one waits: so many times as long as the last one took. While a run is on it costs at most
 * a tenth of one core.
 */
const restWhileRunning = 9;
const rest = 1;

/** Results of one study as they were last worked out. */
interface Kept {
  readonly results: Results;
  /** Of the watch, when they were begun. */
  readonly changes: number;
  readonly endedAt: number;
  readonly tookMs: number;
}

const resultsKind: MadeKind<Results> = {
  what: `results ${resultsVersion}`,
  read: (bytes) => {
    const results = JSON.parse(bytes.toString('utf8')) as Partial<Results> | null;
    const isOurs = results?.schema === 'exitpoll-results' && results.version === resultsVersion;
    return isOurs ? (results as Results) : null;
  },
};

interface StudyState {
  kept: Kept | null;
  /** On its way. */
  working: Promise<Results> | null;
  /** To be begun again. */
  timer: NodeJS.Timeout | null;
}

/**
 * Results of the studies of a store, worked out by another process, one study at a time, and kept. What is kept is given
 * at once, also where the store has changed since: it is then worked out anew, and the watch tells when it is there.
 */
export function keptResults(store: Store, watch: StoreWatch, made: MadeSource): ResultsSource & Disposable {
  const studies = new Map<string, StudyState>();
  const end = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();

  const workOut = async (study: string, state: StudyState): Promise<Results> => {
    const { changes } = watch;
    const beganAt = systemClock.now();
    const results = await made.of(resultsKind, study, () => analysed(study));
    const endedAt = systemClock.now();
    state.kept = { results, changes, endedAt, tookMs: endedAt - beganAt };
    return results;
  };
  const analysed = async (study: string): Promise<Made<Results>> => {
    watch.setBusy({ what: 'working out the results', done: null });
    try {
      const json = await runAnalysis({ file: store.file, work: { what: 'results', study } }, end.signal);
      return { value: JSON.parse(json.toString('utf8')) as Results, bytes: () => json };
    } finally {
      watch.setBusy(null);
    }
  };
  const begin = (study: string, state: StudyState): Promise<Results> => {
    const work = turn.then(() => workOut(study, state));
    turn = work.catch(() => undefined);
    state.working = work.finally(() => {
      state.working = null;
    });
    return state.working;
  };
  /** Works out anew what the store has outgrown, when it may. */
  const refresh = (study: string, state: StudyState, { endedAt, tookMs }: Kept): void => {
    if (state.working !== null || state.timer !== null) return;
    const waitMs = endedAt + tookMs * (watch.state.running ? restWhileRunning : rest) - systemClock.now();
    state.timer = setTimeout(
      () => {
        state.timer = null;
        void begin(study, state)
          .catch(() => {
            // Whoever asks next hears why.
            state.kept = null;
          })
          .finally(() => watch.tellAnew());
      },
      Math.max(0, waitMs),
    );
    state.timer.unref();
  };
  return {
    of: async (study) => {
      watch.look();
      const state = studies.get(study) ?? { kept: null, working: null, timer: null };
      studies.set(study, state);
      const { kept } = state;
      if (kept === null) return state.working ?? begin(study, state);
      if (kept.changes !== watch.changes) refresh(study, state, kept);
      return kept.results;
    },
    [Symbol.dispose]: () => {
      end.abort();
      for (const { timer } of studies.values()) if (timer !== null) clearTimeout(timer);
    },
  };
}
