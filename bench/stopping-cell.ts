import { seededRandom } from '../src/base/random.ts';
import { betaDraw } from '../src/models/sim/beta-draw.ts';
import { confidenceSequence, mayStop } from '../src/stats/confidence-sequence.ts';
import { clusteredRate } from '../src/stats/proportion.ts';

/** One setting: items with chances of their own, and a run that stops when their rate is known well enough. */
export interface StoppingCell {
  readonly rate: number;
  /** Correlation of items' chances: 0 all alike, near 1 they never waver. */
  readonly spread: number;
  readonly items: number;
  readonly halfWidth: number;
  /** The run ends here at the latest. */
  readonly mostEpochs: number;
}

/** What came of many runs on the same items. */
export interface StoppingResult {
  /** Share of runs in which the sequence held the rate after every epoch up to the last. */
  readonly always: number;
  /** The same at the epoch in which the run stopped. */
  readonly atStop: number;
  /** The same of the plain 95 % interval at that epoch, which is not made for being looked at. */
  readonly plainAtStop: number;
  /** Mean of estimate − truth at the stop, and its standard error over runs. */
  readonly bias: number;
  readonly biasError: number;
  /** Standard deviation of the estimate at the stop. */
  readonly deviation: number;
  readonly meanEpochs: number;
  /** Epochs after which a plain interval of the right length would have been known to be that short. */
  readonly plainEpochs: number;
}

/** Runs the same items many times, stopping each run by `mayStop`. */
export function stoppingRuns(cell: StoppingCell, runs: number): StoppingResult {
  const random = seededRandom(['stopping', ...Object.values(cell)]);
  const chances = Array.from({ length: cell.items }, () => betaDraw(random, cell.rate, cell.spread));
  const truth = chances.reduce((sum, chance) => sum + chance, 0) / cell.items;
  let [always, atStop, plainAtStop, errors, squares, epochs, plainEpochs] = [0, 0, 0, 0, 0, 0, 0];
  for (let run = 0; run < runs; run += 1) {
    const all = Array.from({ length: cell.mostEpochs }, () =>
      chances.map((chance) => (random.next() < chance ? 1 : 0)),
    );
    const sequence = confidenceSequence(all);
    if (sequence.points.every(({ low, high }) => low <= truth && truth <= high)) always += 1;
    // Points depend on the epochs up to theirs only, so one pass serves all moments of looking.
    const found = sequence.points.findIndex((_, index) =>
      mayStop({ ...sequence, points: sequence.points.slice(0, index + 1) }, cell.halfWidth),
    );
    const stop = found === -1 ? cell.mostEpochs : found + 1;
    const { rate, low, high } = sequence.points[stop - 1] ?? { rate: 0, low: 0, high: 1 };
    if (low <= truth && truth <= high) atStop += 1;
    errors += rate - truth;
    squares += (rate - truth) ** 2;
    epochs += stop;
    const plainAt = (count: number): { low: number; high: number } =>
      clusteredRate(
        chances.map((_, place) => ({
          cluster: place,
          draws: count,
          successes: all.slice(0, count).reduce((sum, epoch) => sum + (epoch[place] ?? 0), 0),
        })),
      ).fixed;
    const plain = plainAt(stop);
    if (plain.low <= truth && truth <= plain.high) plainAtStop += 1;
    if (run >= 20) continue;
    let first = 1;
    while (first < cell.mostEpochs) {
      const { low: from, high: to } = plainAt(first);
      if ((to - from) / 2 <= cell.halfWidth) break;
      first += 1;
    }
    plainEpochs += first;
  }
  const bias = errors / runs;
  const deviation = Math.sqrt(Math.max(0, squares / runs - bias * bias));
  return {
    always: always / runs,
    atStop: atStop / runs,
    plainAtStop: plainAtStop / runs,
    bias,
    biasError: deviation / Math.sqrt(runs),
    deviation,
    meanEpochs: epochs / runs,
    plainEpochs: plainEpochs / Math.min(20, runs),
  };
}
