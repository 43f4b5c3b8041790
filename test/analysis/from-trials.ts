import type { TrialRecord } from '../../src/analysis/results.ts';

/** What exported trials say of one condition, computed with nothing of the program's own. */
export interface FromTrials {
  readonly planned: number;
  readonly n: number;
  readonly clusters: number;
  readonly rate: number | null;
  readonly ratePaper: number | null;
  readonly noAnswer: number | null;
  readonly bounds: readonly [number, number] | null;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly outcomesPaper: Readonly<Record<string, number>>;
}

const inRate = ['bail', 'continue', 'unparsed', 'truncated'];
const inPaperRate = [...inRate, 'filtered'];

export function fromTrials(trials: readonly TrialRecord[]): FromTrials {
  const items = [...Map.groupBy(trials, (trial) => trial.itemHash).values()];
  const strict = items.map((item) => item.map((trial) => trial.outcome as string));
  const paper = items.map((item) => item.map((trial) => trial.outcomePaper as string));
  const asked = strict.map((item) => item.filter((one) => one !== 'skipped')).filter((item) => item.length > 0);
  const allAsked = asked.flat();
  return {
    planned: trials.length,
    n: strict.flat().filter((one) => inRate.includes(one)).length,
    clusters: new Set(trials.filter(({ outcome }) => inRate.includes(outcome)).map(({ cluster }) => cluster)).size,
    rate: meanOfItems(strict, inRate),
    ratePaper: meanOfItems(paper, inPaperRate),
    noAnswer: allAsked.length === 0 ? null : 1 - share(allAsked, ['bail', 'continue']),
    bounds:
      asked.length === 0
        ? null
        : [mean(asked.map((item) => share(item, ['bail']))), mean(asked.map((item) => 1 - share(item, ['continue'])))],
    outcomes: tally(strict.flat()),
    outcomesPaper: tally(paper.flat()),
  };
}

/** The mean over items of A minus B, over the epochs answered in both; `null` when there is none. */
export function differenceFromTrials(a: readonly TrialRecord[], b: readonly TrialRecord[]): number | null {
  const [inA, inB] = [answered(a), answered(b)];
  const both = [...inA].flatMap(([key, value]) => {
    const other = inB.get(key);
    return other === undefined ? [] : [{ item: key.split(' ')[0] ?? '', difference: value - other }];
  });
  const items = [...Map.groupBy(both, ({ item }) => item).values()];
  return items.length === 0 ? null : mean(items.map((item) => mean(item.map(({ difference }) => difference))));
}

/** Whether each answered trial left, by item and epoch. */
function answered(trials: readonly TrialRecord[]): ReadonlyMap<string, number> {
  return new Map(
    trials
      .filter(({ outcome }) => outcome === 'bail' || outcome === 'continue')
      .map((trial) => [`${trial.itemHash} ${trial.epoch}`, trial.outcome === 'bail' ? 1 : 0]),
  );
}

function meanOfItems(items: readonly (readonly string[])[], counted: readonly string[]): number | null {
  const rates = items
    .map((item) => item.filter((one) => counted.includes(one)))
    .filter((item) => item.length > 0)
    .map((item) => share(item, ['bail']));
  return rates.length === 0 ? null : mean(rates);
}

function share(outcomes: readonly string[], wanted: readonly string[]): number {
  return outcomes.filter((one) => wanted.includes(one)).length / outcomes.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tally(outcomes: readonly string[]): Record<string, number> {
  const all = ['bail', 'continue', 'unparsed', 'truncated', 'filtered', 'skipped', 'error', 'pending'];
  return Object.fromEntries(all.map((name) => [name, outcomes.filter((one) => one === name).length]));
}
