import { confidenceSequence } from '../stats/confidence-sequence.ts';
import { epochValues } from '../store/epoch-values.ts';
import type { OutcomeGrid } from '../store/outcome-grid.ts';
import type { ConditionData } from './condition.ts';
import type { StoppingResult } from './stopping-result.ts';

/** How a condition stands to its stopping rule; `null` where it has none, or no trials. */
export function stoppingOf({ condition, grid, rows }: ConditionData): StoppingResult | null {
  const { stopping, mostEpochs, epochs, isStopped } = condition;
  if (stopping === null || grid === null) return null;
  const wholeEpochs = countWhole(grid);
  const values = epochValues(grid, rows, wholeEpochs);
  const isAnyKnown = values.some((epoch) => epoch.some((value) => value !== null));
  const last = isAnyKnown ? confidenceSequence(values).points.at(-1) : undefined;
  return {
    ...stopping,
    mostEpochs,
    wholeEpochs,
    stopped: isStopped,
    notNeeded: isStopped ? (mostEpochs - epochs) * rows.length : 0,
    low: last?.low ?? null,
    high: last?.high ?? null,
  };
}

/** Epochs from the first in which every item of the dataset has its outcome. */
function countWhole({ membership: { size }, epochs, cells }: OutcomeGrid): number {
  const gap = cells.indexOf(0);
  return gap === -1 ? epochs : Math.floor(gap / size);
}
