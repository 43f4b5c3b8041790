import type { Store } from '../../store/store.ts';
import { plannedStudy } from '../planned.ts';
import type { StoreWatch } from '../live/watch-store.ts';
import type { TrialColumns } from '../wire/columns/trial-columns.ts';
import { readColumns } from './read-columns.ts';

/** Columns of trials, read when they are asked for and kept. */
export interface ColumnsSource {
  /**
   * The trials of the newest plan of a study. While what is stored changes they may be a little old: reading them anew
   * takes at most a tenth of the time.
   *
   * @throws ExitpollError when there is no such study.
   */
  of(study: string): Promise<TrialColumns>;
}

interface Kept {
  readonly columns: TrialColumns;
  readonly changes: number;
  readonly readAt: number;
  readonly tookMs: number;
}

/** Studies whose columns are kept. */
const mostStudies = 2;
/** How much longer than reading them columns are good, while they are asked for and the store changes. */
const restFactor = 9;

/** Columns of the studies of a store. */
export function keptColumns(store: Store, watch: Pick<StoreWatch, 'changes' | 'look'>): ColumnsSource {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<TrialColumns>>();

  const read = async (study: string): Promise<TrialColumns> => {
    const { changes } = watch;
    const begun = performance.now();
    const columns = await readColumns(store, await plannedStudy(store, study));
    const readAt = performance.now();
    kept.delete(study);
    kept.set(study, { columns, changes, readAt, tookMs: readAt - begun });
    for (const other of [...kept.keys()].slice(0, -mostStudies)) kept.delete(other);
    return columns;
  };

  return {
    of: (study) => {
      watch.look();
      const known = kept.get(study);
      const isNew = known?.changes === watch.changes;
      const rests = known !== undefined && performance.now() - known.readAt < restFactor * known.tookMs;
      if (known !== undefined && (isNew || rests)) return Promise.resolve(known.columns);
      const going = reading.get(study) ?? read(study).finally(() => reading.delete(study));
      reading.set(study, going);
      return known === undefined ? going : Promise.resolve(known.columns);
    },
  };
}
