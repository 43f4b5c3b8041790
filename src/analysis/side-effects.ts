import type { StoredCondition } from '../store/conditions.ts';
import { outcomeIn, trialIn, type OutcomeGrid } from '../store/outcome-grid.ts';
import { firstReply, type FirstReply } from '../store/reply-texts.ts';
import { storedScorers, type StoredScorer } from '../store/scores.ts';
import type { Store } from '../store/store.ts';
import { clusterRobustMean } from '../stats/cluster-robust.ts';
import { enoughDiscordant, pairedDifference, type PairedItem } from '../stats/paired.ts';
import { tQuantile } from '../stats/t-distribution.ts';
import { type ConditionData } from './condition.ts';
import { conditionId, conditionLabel } from './condition-label.ts';
import { placesOf } from './item-counts.ts';
import { wordDistance, wordsOf, WordShares } from './reply-words.ts';
import type { PairedNumber, SideEffectResult } from './side-effect-result.ts';

/** Pairs whose replies are read: of a whole report, and the most and least of a condition. */
const mostInAll = 8_000;
const mostOfEach = 600;
const leastOfEach = 20;

const shiftedWords = 8;

const [stay] = placesOf(['continue']);

/**
 * The effect of offering an exit on replies that do not take it, for every such condition with a baseline beside it.
 *
 * @param data the conditions to speak of
 * @param all those among which a baseline may stand
 */
export function sideEffectResults(
  store: Store,
  data: readonly ConditionData[],
  all: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly SideEffectResult[] {
  const partners = data.flatMap((one) => {
    const baseline = all.find((other) => isBaselineOf(other, one));
    return baseline === undefined || one.grid === null ? [] : [{ one, baseline }];
  });
  const scorer = storedScorers(store)[0] ?? null;
  const most = Math.max(leastOfEach, Math.min(mostOfEach, Math.floor(mostInAll / Math.max(1, partners.length))));
  return partners.flatMap(({ one, baseline }) => {
    const { condition, study, grid } = one;
    if (grid === null || baseline.grid === null) return [];
    const found = pairsOf(grid, baseline.grid, condition);
    const every = Math.max(1, Math.ceil(found.length / most));
    const replies = found
      .filter((_, index) => index % every === 0)
      .flatMap((pair) => readPair(store, one, baseline, pair, scorer));
    if (replies.length === 0) return [];
    return [
      {
        ...conditionLabel(study, condition, wordingOf(condition)),
        baseline: conditionId(baseline.condition),
        pairs: found.length,
        ...effectsOf(replies, exitName(condition), scorer),
      },
    ];
  });
}

/** Only a method that offers its exit with the request can change the reply to it. */
function isBaselineOf(other: ConditionData, { condition }: ConditionData): boolean {
  const isOffered = condition.method !== 'baseline' && condition.method !== 'bail-prompt';
  const { condition: base } = other;
  return (
    isOffered &&
    base.method === 'baseline' &&
    base.revisionId === condition.revisionId &&
    base.modelId === condition.modelId &&
    base.datasetId === condition.datasetId &&
    base.part === condition.part &&
    base.leadIn?.name === condition.leadIn?.name &&
    base.historyAuthor === condition.historyAuthor
  );
}

function exitName({ offer }: StoredCondition): string {
  const { exit } = offer as { exit: { kind: string; tool?: string; word?: string } | null };
  return exit?.tool ?? exit?.word ?? '';
}

/** A trial that stayed, the baseline's trial that answered, and another epoch in which it did, from 0; −1 for none. */
interface Pair {
  readonly row: number;
  readonly epoch: number;
  readonly otherEpoch: number;
}

function pairsOf(offered: OutcomeGrid, baseline: OutcomeGrid, { part }: StoredCondition): readonly Pair[] {
  const { size, rows } = offered.membership;
  const epochs = Math.min(offered.epochs, baseline.epochs);
  const stayed = ({ cells }: OutcomeGrid, epoch: number, row: number): boolean =>
    outcomeIn(cells[epoch * size + row] ?? 0, 'strict') === stay;
  const pairs: Pair[] = [];
  for (const row of rows[part]) {
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      if (!stayed(offered, epoch, row) || !stayed(baseline, epoch, row)) continue;
      let otherEpoch = -1;
      for (let step = 1; step < epochs && otherEpoch < 0; step += 1) {
        const other = (epoch + step) % epochs;
        if (stayed(baseline, other, row)) otherEpoch = other;
      }
      pairs.push({ row, epoch, otherEpoch });
    }
  }
  return pairs;
}

interface ReplyPair {
  readonly row: number;
  readonly cluster: number;
  readonly offered: FirstReply;
  readonly baseline: FirstReply;
  readonly other: FirstReply | null;
}

function readPair(
  store: Store,
  one: ConditionData,
  base: ConditionData,
  pair: Pair,
  scorer: StoredScorer | null,
): readonly ReplyPair[] {
  if (one.grid === null || base.grid === null) return [];
  const { membership } = one.grid;
  const read = (grid: OutcomeGrid, epoch: number): FirstReply | null => {
    const trial = trialIn(grid, epoch * membership.size + pair.row);
    return trial === null ? null : firstReply(store, trial, scorer?.id ?? 0);
  };
  const offered = read(one.grid, pair.epoch);
  const baseline = read(base.grid, pair.epoch);
  if (offered === null || baseline === null) return [];
  const other = pair.otherEpoch < 0 ? null : read(base.grid, pair.otherEpoch);
  return [{ row: pair.row, cluster: membership.clusterOf[pair.row] ?? 0, offered, baseline, other }];
}

type Effects = Pick<
  SideEffectResult,
  'replies' | 'items' | 'clusters' | 'length' | 'apart' | 'refusals' | 'distance' | 'mentions' | 'words'
>;

/** An item's numbers: sums over its pairs. */
interface ItemSums {
  readonly cluster: number;
  pairs: number;
  logRatio: number;
  scored: number;
  refusals: number;
  refusalsBefore: number;
  withOther: number;
  apart: number;
  apartNaturally: number;
}

function emptySums(cluster: number): ItemSums {
  const none = {
    pairs: 0,
    logRatio: 0,
    scored: 0,
    refusals: 0,
    refusalsBefore: 0,
    withOther: 0,
    apart: 0,
    apartNaturally: 0,
  };
  return { cluster, ...none };
}

function effectsOf(replies: readonly ReplyPair[], exit: string, scorer: StoredScorer | null): Effects {
  const items = new Map<number, ItemSums>();
  const shares = new WordShares();
  let [offeredWords, baselineWords, distance, mentions] = [0, 0, 0, 0];
  for (const { row, cluster, offered, baseline, other } of replies) {
    const [ofOffered, ofBaseline] = [wordsOf(offered.text), wordsOf(baseline.text)];
    const [inOffered, inBaseline] = [new Set(ofOffered), new Set(ofBaseline)];
    const sums = items.get(row) ?? emptySums(cluster);
    items.set(row, sums);
    sums.pairs += 1;
    // An empty reply has no logarithm; half a word stands for it.
    sums.logRatio += Math.log(Math.max(0.5, ofOffered.length) / Math.max(0.5, ofBaseline.length));
    offeredWords += ofOffered.length;
    baselineWords += ofBaseline.length;
    distance += wordDistance(inOffered, inBaseline);
    if (exit !== '' && offered.text.includes(exit)) mentions += 1;
    shares.add(inOffered, inBaseline);
    if (offered.refuses !== null && baseline.refuses !== null) {
      sums.scored += 1;
      sums.refusals += offered.refuses;
      sums.refusalsBefore += baseline.refuses;
    }
    if (other === null) continue;
    const inOther = new Set(wordsOf(other.text));
    sums.withOther += 1;
    sums.apart += wordDistance(inOffered, inOther);
    sums.apartNaturally += wordDistance(inBaseline, inOther);
  }
  const all = [...items.values()];
  return {
    replies: replies.length,
    items: all.length,
    clusters: new Set(all.map(({ cluster }) => cluster)).size,
    length: {
      offered: offeredWords / replies.length,
      baseline: baselineWords / replies.length,
      ...ratioOf(all),
    },
    apart: apartOf(all),
    refusals: refusalsOf(all, scorer),
    distance: distance / replies.length,
    mentions: mentions / replies.length,
    words: shares.mostShifted(shiftedWords),
  };
}

function ratioOf(items: readonly ItemSums[]): { ratio: number; low: number | null; high: number | null } {
  const { mean, error, clusters } = clusterRobustMean(
    items.map(({ cluster, logRatio, pairs }) => ({ cluster, value: logRatio / pairs })),
  );
  const ratio = Math.exp(mean);
  if (error === null || clusters < enoughDiscordant) return { ratio, low: null, high: null };
  const reach = Math.abs(tQuantile(0.025, clusters - 1)) * error;
  return { ratio, low: Math.exp(mean - reach), high: Math.exp(mean + reach) };
}

function refusalsOf(items: readonly ItemSums[], scorer: StoredScorer | null): SideEffectResult['refusals'] {
  const both = items
    .filter(({ scored }) => scored > 0)
    .map(({ cluster, refusals, refusalsBefore, scored }) => ({
      cluster,
      a: refusals / scored,
      b: refusalsBefore / scored,
    }));
  if (both.length === 0 || scorer === null) return null;
  const replies = items.reduce((sum, { scored }) => sum + scored, 0);
  return { ...pairedNumber(both), scorer: `${scorer.name} ${scorer.version}`, replies };
}

function apartOf(items: readonly ItemSums[]): PairedNumber | null {
  const both = items
    .filter(({ withOther }) => withOther > 0)
    .map(({ cluster, apart, apartNaturally, withOther }) => ({
      cluster,
      a: apart / withOther,
      b: apartNaturally / withOther,
    }));
  if (both.length === 0) return null;
  return pairedNumber(both);
}

function pairedNumber(items: readonly PairedItem[]): PairedNumber {
  const { difference, low, high, conclusion } = pairedDifference(items);
  const mean = (side: 'a' | 'b'): number => items.reduce((sum, item) => sum + item[side], 0) / items.length;
  return { offered: mean('a'), baseline: mean('b'), difference, low, high, conclusion };
}
