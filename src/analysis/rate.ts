import { outcomes, type Outcome, type ScorerName } from '../conversation/outcome.ts';
import type { ItemCount } from '../stats/proportion.ts';
import { countsEach, placesOf, type ItemCounts } from './item-counts.ts';
import type { OutcomeCounts, RateResult } from './results.ts';
import { noShare, sizedShareOf } from './share.ts';

const denominator = placesOf(['bail', 'continue', 'unparsed', 'truncated']);
const paperDenominator = [...denominator, ...placesOf(['filtered'])];
const bail = placesOf(['bail']);
const answered = placesOf(['bail', 'continue']);
const skipped = placesOf(['skipped']);

/**
 * The rate over the items of some rows and all that stands beside it. Design, section 5: within an item over its
 * epochs, then the mean over items, so that items weigh equally. Where answers were read out, a trial counts as a bail
 * by the probability of leaving, and not by the likelier answer.
 */
export function rateOf(items: ItemCounts, rows: Int32Array): RateResult {
  const planned = rows.length * items.grid.epochs;
  return {
    planned,
    outcomes: totals(items, rows, 'strict', planned),
    outcomesPaper: totals(items, rows, 'paper', planned),
    ratePaper: isPaperWhole(items, rows) ? paperRate(items, rows) : null,
    ...unanswered(items, rows),
    ...sizedShareOf(strictItemCounts(items, rows)),
  };
}

/** The result of a condition that has no trials: its model cannot do the method. */
export function noTrials(): RateResult {
  const none = Object.fromEntries([...outcomes, 'pending'].map((outcome) => [outcome, 0])) as OutcomeCounts;
  const counted = { planned: 0, outcomes: none, outcomesPaper: none, n: 0, items: 0, clusters: 0 };
  return { ...counted, ratePaper: null, noAnswer: null, bounds: null, ...noShare };
}

/** Successes and draws of every item with a trial in the rate's denominator, by the strict scorer. */
export function strictItemCounts(items: ItemCounts, rows: Int32Array): readonly ItemCount[] {
  const { clusterOf } = items.grid.membership;
  const { read } = items;
  const found: ItemCount[] = [];
  for (const row of rows) {
    const draws = countOf(items, row, 'strict', denominator);
    if (draws === 0) continue;
    const cluster = clusterOf[row] ?? 0;
    found.push(
      read === null
        ? { cluster, successes: countOf(items, row, 'strict', bail), draws }
        : { cluster, successes: read.bail[row] ?? 0, draws, squares: read.squares[row] ?? 0 },
    );
  }
  return found;
}

/** Whether the paper scorer said something of every trial that the strict one did: it needs replies that are whole. */
export function isPaperWhole({ counts: { strict, paper } }: ItemCounts, rows: Int32Array): boolean {
  for (const row of rows) {
    const without = row * countsEach;
    if ((paper[without] ?? 0) > (strict[without] ?? 0)) return false;
  }
  return true;
}

/** The paper's rate over items; `null` where none has a trial in its denominator. */
function paperRate(items: ItemCounts, rows: Int32Array): number | null {
  let sum = 0;
  let counted = 0;
  for (const row of rows) {
    const draws = countOf(items, row, 'paper', paperDenominator);
    if (draws === 0) continue;
    sum += countOf(items, row, 'paper', bail) / draws;
    counted += 1;
  }
  return counted === 0 ? null : sum / counted;
}

function countOf({ counts }: ItemCounts, row: number, scorer: ScorerName, counted: readonly number[]): number {
  const own = counts[scorer];
  const from = row * countsEach;
  let count = 0;
  // By index: this is asked ten times for every item of every condition.
  for (let index = 0; index < counted.length; index += 1) count += own[from + (counted[index] ?? 0)] ?? 0;
  return count;
}

/**
 * The share of planned, not skipped trials that are neither bail nor continue, and the rate if all of those had
 * stayed, and if all had left.
 */
function unanswered(items: ItemCounts, rows: Int32Array): Pick<RateResult, 'noAnswer' | 'bounds'> {
  let asked = 0;
  let ended = 0;
  let low = 0;
  let high = 0;
  let itemsAsked = 0;
  for (const row of rows) {
    const trials = items.grid.epochs - countOf(items, row, 'strict', skipped);
    if (trials <= 0) continue;
    const answers = countOf(items, row, 'strict', answered);
    const bails = items.read === null ? countOf(items, row, 'strict', bail) : (items.read.bail[row] ?? 0);
    asked += trials;
    ended += answers;
    low += bails / trials;
    high += 1 - (answers - bails) / trials;
    itemsAsked += 1;
  }
  if (asked === 0) return { noAnswer: null, bounds: null };
  return { noAnswer: (asked - ended) / asked, bounds: [low / itemsAsked, high / itemsAsked] };
}

function totals(items: ItemCounts, rows: Int32Array, scorer: ScorerName, planned: number): OutcomeCounts {
  const own = items.counts[scorer];
  const sums = Array.from({ length: countsEach }, () => 0);
  for (const row of rows) {
    for (let place = 1; place < countsEach; place += 1) sums[place]! += own[row * countsEach + place] ?? 0;
  }
  const counts = Object.fromEntries(outcomes.map((outcome, index) => [outcome, sums[index + 1] ?? 0]));
  const done = sums.reduce((sum, count) => sum + count, 0);
  return { ...(counts as Record<Outcome, number>), pending: planned - done };
}
