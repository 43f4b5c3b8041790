import { outcomes, type Outcome, type ScorerName } from '../conversation/outcome.ts';
import { clusteredRate, type ItemCount } from '../stats/proportion.ts';
import type { OutcomeCounts, RateResult } from './results.ts';

/** The outcomes of one item in one condition. `trials` are those planned: its epochs. */
export interface ItemOutcomes {
  readonly cluster: string;
  readonly planned: number;
  readonly counts: { readonly [scorer in ScorerName]: ReadonlyMap<Outcome, number> };
  /** Where answers were read out; `null` where they were drawn. */
  readonly read: ItemReadouts | null;
}

/** The readouts of one item: sums over the trials that have one. */
export interface ItemReadouts {
  readonly trials: number;
  /** Of how likely leaving is among the two answers, and of the squares of that. */
  readonly bail: number;
  readonly squares: number;
  /** Of the probability on neither. */
  readonly neither: number;
}

const denominator: readonly Outcome[] = ['bail', 'continue', 'unparsed', 'truncated'];
const paperDenominator: readonly Outcome[] = [...denominator, 'filtered'];

/**
 * The rate over items and all that stands beside it. Design, section 5: within an item over its epochs, then the
 * mean over items, so that items weigh equally. Where answers were read out, a trial counts as a bail by the
 * probability of leaving, and not by the likelier answer.
 */
export function rateOf(items: readonly ItemOutcomes[]): RateResult {
  const strict = itemCounts(items, 'strict', denominator);
  const planned = items.reduce((sum, item) => sum + item.planned, 0);
  const counted = {
    planned,
    outcomes: totals(items, 'strict', planned),
    outcomesPaper: totals(items, 'paper', planned),
    n: strict.reduce((sum, item) => sum + item.draws, 0),
    items: strict.length,
    clusters: new Set(strict.map((item) => item.cluster)).size,
    ratePaper: isAllScored(items, 'paper') ? meanRate(itemCounts(items, 'paper', paperDenominator)) : null,
    ...unanswered(items),
  };
  if (strict.length === 0) return { ...counted, ...noRate };
  const { rate, random, fixed } = clusteredRate(strict);
  return {
    ...counted,
    rate,
    low: random.low,
    high: random.high,
    lowFixed: fixed.low,
    highFixed: fixed.high,
    intervalMethod: random.method,
    intervalMethodFixed: fixed.method,
    tooFew: random.tooFew,
    tooFewFixed: fixed.tooFew,
  };
}

const noRate = {
  rate: null,
  low: null,
  high: null,
  lowFixed: null,
  highFixed: null,
  intervalMethod: null,
  intervalMethodFixed: null,
  tooFew: false,
  tooFewFixed: false,
} as const;

/** Successes and draws of every item that has a trial in the denominator. Clusters become dense numbers. */
export function itemCounts(
  items: readonly ItemOutcomes[],
  scorer: ScorerName,
  outcomesCounted: readonly Outcome[],
): readonly ItemCount[] {
  const clusters = new Map<string, number>();
  return items.flatMap((item) => {
    const draws = countOf(item, scorer, outcomesCounted);
    if (draws === 0) return [];
    const cluster = clusters.get(item.cluster) ?? clusters.size;
    clusters.set(item.cluster, cluster);
    if (scorer === 'strict' && item.read !== null)
      return [{ cluster, successes: item.read.bail, draws, squares: item.read.squares }];
    return [{ cluster, successes: countOf(item, scorer, ['bail']), draws }];
  });
}

/** Whether a scorer said something of every trial that the strict one did: it may need replies that are whole. */
export function isAllScored(items: readonly Pick<ItemOutcomes, 'counts'>[], scorer: ScorerName): boolean {
  return items.every((item) => countOf(item, scorer, outcomes) >= countOf(item, 'strict', outcomes));
}

function meanRate(counts: readonly ItemCount[]): number | null {
  if (counts.length === 0) return null;
  return counts.reduce((sum, item) => sum + item.successes / item.draws, 0) / counts.length;
}

function countOf(item: Pick<ItemOutcomes, 'counts'>, scorer: ScorerName, counted: readonly Outcome[]): number {
  return counted.reduce((sum, outcome) => sum + (item.counts[scorer].get(outcome) ?? 0), 0);
}

/**
 * The share of planned, not skipped trials that are neither bail nor continue, and the rate if all of those had
 * stayed, and if all had left.
 */
function unanswered(items: readonly ItemOutcomes[]): Pick<RateResult, 'noAnswer' | 'bounds'> {
  let asked = 0;
  let answered = 0;
  const low: number[] = [];
  const high: number[] = [];
  for (const item of items) {
    const trials = item.planned - countOf(item, 'strict', ['skipped']);
    if (trials <= 0) continue;
    const ended = countOf(item, 'strict', ['bail', 'continue']);
    const bails = item.read?.bail ?? countOf(item, 'strict', ['bail']);
    asked += trials;
    answered += ended;
    low.push(bails / trials);
    high.push(1 - (ended - bails) / trials);
  }
  if (asked === 0) return { noAnswer: null, bounds: null };
  return { noAnswer: (asked - answered) / asked, bounds: [mean(low), mean(high)] };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function totals(items: readonly ItemOutcomes[], scorer: ScorerName, planned: number): OutcomeCounts {
  const counts = Object.fromEntries(
    outcomes.map((outcome) => [outcome, items.reduce((sum, item) => sum + countOf(item, scorer, [outcome]), 0)]),
  ) as Record<Outcome, number>;
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { ...counts, pending: planned - done };
}
