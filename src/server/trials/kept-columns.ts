import type { Store } from '../../store/store.ts';
import { plannedStudy } from '../planned.ts';
import type { StoreWatch } from '../live/watch-store.ts';
import { isLarge } from '../../store/large-store.ts';
import type { Made, MadeSource } from '../made/made-source.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import { columnsKind, columnsToBytes } from './columns-bytes.ts';
import { readColumns } from './read-columns.ts';

/** Columns of trials, read when they are asked for and kept. */
export interface ColumnsSource {
  /**
   * The trials of the newest plan of a study. Of a store that has changed since, those that were last read, while they
   * are read anew, which takes at most a tenth of the time; `LiveState.version` rises when they are there.
   *
   * @throws ExitpollError when there is no such study.
   */
  of(study: string): Promise<TrialColumns>;
}

interface Kept {
  readonly columns: TrialColumns;
  /** Of the watch, when reading began. */
  readonly changes: number;
  readonly readAt: number;
  readonly tookMs: number;
}

interface StudyState {
  kept: Kept | null;
  /** On its way. */
  reading: Promise<TrialColumns> | null;
  /** To be read anew. */
  timer: NodeJS.Timeout | null;
}

/** Studies whose columns are kept. */
const mostStudies = 2;
/** Columns rest for so many times as long as reading them took. */
const restFactor = 9;

/** Columns of the studies of a store. Where they were read anew, the watch tells. */
export function keptColumns(
  store: Store,
  watch: Pick<StoreWatch, 'changes' | 'look' | 'tellAnew'>,
  made: MadeSource,
): ColumnsSource & Disposable {
  const studies = new Map<string, StudyState>();
  let isOpen = true;

  const readAll = async (study: string): Promise<Made<TrialColumns>> => {
    const columns = await readColumns(store, await plannedStudy(store, study));
    return { value: columns, bytes: () => columnsToBytes(columns) };
  };
  const read = async (study: string, state: StudyState): Promise<TrialColumns> => {
    const { changes } = watch;
    const begun = performance.now();
    const columns = isLarge(store)
      ? await made.of(columnsKind, study, () => readAll(study))
      : (await readAll(study)).value;
    const readAt = performance.now();
    state.kept = { columns, changes, readAt, tookMs: readAt - begun };
    return columns;
  };
  const begin = (study: string, state: StudyState): Promise<TrialColumns> =>
    (state.reading ??= read(study, state).finally(() => (state.reading = null)));
  const readAnew = async (study: string, state: StudyState): Promise<void> => {
    try {
      await begin(study, state);
      if (isOpen) watch.tellAnew();
    } catch {
      // Whoever asks next hears why.
      state.kept = null;
    }
  };
  const schedule = (study: string, state: StudyState, { readAt, tookMs }: Kept): void => {
    if (state.reading !== null || state.timer !== null) return;
    const wait = readAt + restFactor * tookMs - performance.now();
    state.timer = setTimeout(
      () => {
        state.timer = null;
        if (studies.get(study) === state) void readAnew(study, state);
      },
      Math.max(0, wait),
    ).unref();
  };
  const stateOf = (study: string): StudyState => {
    const state = studies.get(study) ?? { kept: null, reading: null, timer: null };
    studies.delete(study);
    studies.set(study, state);
    for (const other of [...studies.keys()].slice(0, -mostStudies)) studies.delete(other);
    return state;
  };

  return {
    of: async (study) => {
      watch.look();
      const state = stateOf(study);
      const { kept } = state;
      if (kept === null) return begin(study, state);
      if (kept.changes !== watch.changes) schedule(study, state, kept);
      return kept.columns;
    },
    [Symbol.dispose]: () => {
      isOpen = false;
      for (const { timer } of studies.values()) if (timer !== null) clearTimeout(timer);
      studies.clear();
    },
  };
}
