import { seededRandom } from '../../src/base/random.ts';
import { factorEffects, type FactorRow } from '../../src/stats/factor-effects.ts';
import { count, newTally, type Tally } from './tally.ts';

/** One setting: two factors on a rate, over items in clusters. */
export interface EffectsCell {
  readonly clusters: number;
  readonly size: number;
  /** Log odds at the base; what the first factor (three levels) and the second (two) add. */
  readonly base: number;
  readonly first: readonly [number, number];
  readonly second: number;
  /** Share of draws that a cluster decides by one number for all its items: correlation is its square. */
  readonly shared: number;
  /** Whether items see all settings, or each cluster only one. */
  readonly isPaired: boolean;
}

/** Coverage of the effect of the first factor's last level, of the second factor, and of a number that does nothing. */
export function effectsCoverage(cell: EffectsCell, replicates: number): readonly Tally[] {
  const random = seededRandom(['effects', JSON.stringify(cell)]);
  const tallies = ['three levels', 'two levels', 'number'].map(newTally);
  const settings = [0, 1, 2].flatMap((a) => [0, 1].map((b) => ({ a, b })));
  const chance = (a: number, b: number): number =>
    1 / (1 + Math.exp(-(cell.base + (a === 0 ? 0 : (cell.first[a - 1] ?? 0)) + b * cell.second)));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const truths = [
    mean([0, 1].map((b) => chance(2, b) - chance(0, b))),
    mean([0, 1, 2].map((a) => chance(a, 1) - chance(a, 0))),
    0,
  ];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const rows: FactorRow[] = [];
    for (let cluster = 0; cluster < cell.clusters; cluster += 1) {
      const decided = random.next();
      const alone = settings[cluster % settings.length];
      for (let item = 0; item < cell.size; item += 1) {
        const number = random.below(5);
        for (const { a, b } of cell.isPaired || alone === undefined ? settings : [alone]) {
          const drawn = random.next() < cell.shared ? decided : random.next();
          rows.push({ cluster, successes: drawn < chance(a, b) ? 1 : 0, draws: 1, values: [a, b, number] });
        }
      }
    }
    const { effects } = factorEffects(rows, [
      { name: 'first', levels: ['none', 'some', 'much'] },
      { name: 'second', levels: ['no', 'yes'] },
      { name: 'number' },
    ]);
    for (const [place, tally] of tallies.entries()) {
      const effect = effects[place + 1];
      const truth = truths[place] ?? 0;
      const isKnown = effect !== undefined && effect.low !== null && effect.high !== null;
      const bounds = isKnown ? { low: effect.low ?? 0, high: effect.high ?? 0 } : null;
      count(tally, truth, effect?.difference ?? truth, bounds, effect?.basis !== 'model');
    }
  }
  return tallies;
}
