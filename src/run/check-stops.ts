import { confidenceSequence, mayStop } from '../stats/confidence-sequence.ts';
import { epochValues } from '../store/epoch-values.ts';
import { epochsRun, readLineGrid } from '../store/line-grid.ts';
import { markStopped, type PlanLine } from '../store/plans.ts';
import type { Store } from '../store/store.ts';

/**
 * Ends those lines whose rule is met by what is stored, for good: later runs find them ended.
 *
 * Looked at are whole epochs only, and the last of them only: where a later one has begun, it was decided to go on. So it
 * does not matter how often a run is killed, nor what becomes of errors that are tried again.
 *
 * @returns whether any line was ended.
 */
export function checkStops(store: Store, revisionId: number, lines: readonly PlanLine[]): boolean {
  let isAny = false;
  for (const line of lines) {
    if (line.stopping === null || line.isStopped || line.unsupported !== null) continue;
    const { whole, goesOn } = epochsRun(store, line, line.epochs);
    if (whole < line.stopping.minEpochs || goesOn) continue;
    if (!isKnown(store, line, whole, line.stopping.halfWidth)) continue;
    markStopped(store, revisionId, line.position, whole);
    isAny = true;
  }
  return isAny;
}

/** Whether every condition of a line, that of benign twins too, is known well enough after so many epochs. */
function isKnown(store: Store, line: PlanLine, epochs: number, halfWidth: number): boolean {
  const grid = readLineGrid(store, line, epochs);
  const { originals, twins } = grid.membership.rows;
  return [originals, twins]
    .filter((rows) => rows.length > 0)
    .every((rows) => {
      const values = epochValues(grid, rows, epochs);
      const isAnyKnown = values.some((epoch) => epoch.some((value) => value !== null));
      return isAnyKnown && mayStop(confidenceSequence(values), halfWidth);
    });
}
