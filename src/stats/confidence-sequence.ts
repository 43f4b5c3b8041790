/** What one item gave in one epoch: 0 or 1, or a fraction between; `null` where it gave nothing. */
export type EpochValue = number | null;

/** What is known after a whole epoch. */
export interface SequencePoint {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over items of their means over the epochs so far. */
  readonly rate: number;
  /** Hold the fixed rate after every epoch at once, with the level's probability. */
  readonly low: number;
  readonly high: number;
}

/** Intervals for the rate of exactly these items that may be looked at after every epoch. */
export interface ConfidenceSequence {
  readonly points: readonly SequencePoint[];
  /** Items that gave something in some epoch. */
  readonly items: number;
  /** Outcomes that were missing of these items: taken as 0 for the lower limit and as 1 for the upper. */
  readonly missing: number;
  readonly level: number;
}

/**
 * An anytime-valid confidence sequence for the rate of exactly these items. Each epoch holds one value of every item, in
 * the same order; looking after each and stopping when pleased does not spoil it, since what is watched is the wealth of
 * a gambler with fair bets, which passes 1/α with probability α at most, ever (Ville 1939).
 *
 * Two kinds of bets are mixed, half each, on either side:
 * - on each draw against the rate, 1 + λ(y − m), as in `bettingInterval`: the draws have chances of their own, but the
 *   product over an epoch of all items has a mean of at most 1;
 * - on each draw against its item's own chance, guessed from earlier epochs (half its own mean with one more draw of the
 *   mean of all): exp(λ(y − p) − (−log(1 − λ) − λ)(y − guess)²) has a mean of at most 1. Only the sum over items of p
 *   is left in it, n · m. It wins where items keep to themselves, for then the guesses are good; from the second epoch.
 *
 * λ is a fixed mixture that depends on the number of items only, so neither order of items nor later epochs matter.
 *
 * Source: I. Waudby-Smith and A. Ramdas (2024), J. R. Stat. Soc. B 86 (bets); S. R. Howard, A. Ramdas, J. McAuliffe and
 * J. Sekhon (2021), Annals of Statistics 49, theorem 4 (empirical Bernstein with any predictable guess).
 *
 * @throws RangeError on no epochs, epochs of different lengths, no values at all, or values outside [0, 1].
 */
export function confidenceSequence(
  epochs: readonly (readonly EpochValue[])[],
  options: { readonly level?: number } = {},
): ConfidenceSequence {
  const level = options.level ?? 0.95;
  const present = presentItems(epochs);
  const count = present.length;
  const values = epochs.map((epoch) => present.map((place) => epoch[place] ?? null));
  const lower = newGambler(count);
  const upper = newGambler(count);
  const sums = new Float64Array(count);
  const seen = new Float64Array(count);
  let missing = 0;
  const logLimit = Math.log(2 / (1 - level));
  const points = values.map((epoch, index): SequencePoint => {
    for (const [place, value] of epoch.entries()) {
      if (value === null) {
        missing += 1;
        continue;
      }
      sums[place] = (sums[place] ?? 0) + value;
      seen[place] = (seen[place] ?? 0) + 1;
    }
    takeEpoch(
      lower,
      Float64Array.from(epoch, (value) => value ?? 0),
    );
    takeEpoch(
      upper,
      Float64Array.from(epoch, (value) => 1 - (value ?? 1)),
    );
    const rate = meanOf(sums, seen);
    return {
      epoch: index + 1,
      rate,
      low: Math.min(rate, lowerLimit(lower, count, logLimit)),
      high: Math.max(rate, 1 - lowerLimit(upper, count, logLimit)),
    };
  });
  return { points, items: count, missing, level };
}

/** Whether the last interval is no wider than `halfWidth` to either side of its middle, so that a run may stop. */
export function mayStop(sequence: ConfidenceSequence, halfWidth: number): boolean {
  const last = sequence.points.at(-1);
  return last !== undefined && (last.high - last.low) / 2 <= halfWidth;
}

/** What a gambler who says that the rate is above m has seen. */
interface Gambler {
  readonly own: Float64Array;
  epochs: number;
  sum: number;
  /** From the second epoch: sum of values, their number, and squares of value − guess. */
  laterSum: number;
  laterDraws: number;
  squares: number;
}

function newGambler(items: number): Gambler {
  return { own: new Float64Array(items), epochs: 0, sum: 0, laterSum: 0, laterDraws: 0, squares: 0 };
}

function takeEpoch(gambler: Gambler, values: Float64Array): void {
  const { own, epochs, sum } = gambler;
  const all = epochs === 0 ? 0 : sum / (epochs * own.length);
  for (let place = 0; place < own.length; place += 1) {
    const value = values[place] ?? 0;
    const before = own[place] ?? 0;
    if (epochs > 0) gambler.squares += (value - (before + all) / (epochs + 1)) ** 2;
    own[place] = before + value;
    gambler.sum += value;
    if (epochs > 0) gambler.laterSum += value;
  }
  if (epochs > 0) gambler.laterDraws += own.length;
  gambler.epochs += 1;
}

/** Numbers of epochs that a bet on the plain rate would be best for, and its share of the stake. */
const horizons = [1, 2, 4, 8, 16, 32].map((epochs) => ({ epochs, share: 1 / 12 }));

/** Sums of squares for an item that a bet on items' own chances would be best for. */
const spreads = [1 / 64, 1 / 16, 1 / 4, 1, 4, 16].map((squares) => ({ squares, share: 1 / 12 }));

/** The smallest m against which the gambler has not won enough. */
function lowerLimit(gambler: Gambler, items: number, logLimit: number): number {
  const draws = gambler.epochs * items;
  const estimate = gambler.sum / draws;
  if (estimate <= 0) return 0;
  let low = 0;
  let high = estimate;
  for (let round = 0; round < 100 && high - low > 1e-11 * high && high > 1e-12; round += 1) {
    const middle = low === 0 ? high / 4 : (low + high) / 2;
    if (logWealth(gambler, items, middle, logLimit) >= logLimit) low = middle;
    else high = middle;
  }
  return low;
}

function logWealth(gambler: Gambler, items: number, m: number, logLimit: number): number {
  const draws = gambler.epochs * items;
  const logs: number[] = [];
  for (const { epochs, share } of horizons) {
    // Not more than can be lost.
    const bet = Math.min(0.99 / m, Math.sqrt((2 * logLimit) / (epochs * items * m * (1 - m))));
    logs.push(Math.log(share) + gambler.sum * Math.log1p(bet * (1 - m)) + (draws - gambler.sum) * Math.log1p(-bet * m));
  }
  for (const { squares, share } of spreads) {
    const bet = Math.min(0.75, Math.sqrt((2 * logLimit) / (squares * items)));
    const price = -Math.log1p(-bet) - bet;
    logs.push(Math.log(share) + bet * (gambler.laterSum - gambler.laterDraws * m) - price * gambler.squares);
  }
  const best = Math.max(...logs);
  return best + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - best), 0));
}

/** Places of the items that gave something in some epoch. */
function presentItems(epochs: readonly (readonly EpochValue[])[]): readonly number[] {
  const length = epochs[0]?.length ?? 0;
  const isPresent = new Uint8Array(length);
  for (const epoch of epochs) {
    if (epoch.length !== length) throw new RangeError(`epochs of ${length} and of ${epoch.length} items`);
    for (const [place, value] of epoch.entries()) {
      if (value === null) continue;
      if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is not in [0, 1]`);
      isPresent[place] = 1;
    }
  }
  const places = [...isPresent.keys()].filter((place) => isPresent[place] === 1);
  if (places.length === 0) throw new RangeError('a sequence needs at least one value');
  return places;
}

function meanOf(sums: Float64Array, seen: Float64Array): number {
  let [total, count] = [0, 0];
  for (let place = 0; place < sums.length; place += 1) {
    if ((seen[place] ?? 0) === 0) continue;
    total += (sums[place] ?? 0) / (seen[place] ?? 1);
    count += 1;
  }
  return count === 0 ? 0 : total / count;
}
