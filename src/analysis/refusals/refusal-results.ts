import type { StoredCondition, StoredRevision } from '../../store/conditions.ts';
import { readScores, ScorePages } from '../../store/read-scores.ts';
import { storedScorers, type StoredScorer } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import { transcriptsReader, type Transcripts } from '../../store/transcripts.ts';
import type { ConditionData } from '../condition.ts';
import { conditionId, conditionLabel, type ConditionLabel } from '../condition-label.ts';
import { bailMinusRefusal } from './bail-minus-refusal.ts';
import { correlationResults } from './correlations.ts';
import { differenceResults } from './difference-results.ts';
import { refusalCategories, refusalRate } from './rates.ts';
import type {
  BailMinusRefusalResult,
  RefusalResult,
  RefusalScorerSummary,
  RefusalsResults,
  TogetherResult,
} from './results.ts';
import { scoredConditions, type ScoredCondition } from './scored.ts';
import { baselineOf, offersNothingYet } from './sources.ts';
import { jointTogether, ownTogether, productTogether, type Together } from './together.ts';

export interface RefusalOptions {
  readonly wordingOf: (condition: StoredCondition) => string | null;
  /** Whether a condition is asked for; all are read, for what is laid beside it. */
  readonly isShown: (condition: StoredCondition) => boolean;
  readonly revisions: readonly StoredRevision[];
  /** Scores that were read before; read anew unless given. */
  readonly pages?: ScorePages | undefined;
}

/** Everything a report says of refusals, by every scorer of the store. */
export function refusalResults(
  store: Store,
  conditions: readonly ConditionData[],
  options: RefusalOptions,
): Omit<RefusalsResults, 'categoryCorrelations'> {
  const transcripts = transcriptsReader(store);
  const pages = options.pages ?? new ScorePages(store);
  const parts = storedScorers(store)
    .map((scorer) => ofScorer(pages, scorer, conditions, options, transcripts))
    // One that has only begun is not the one to show; the sort keeps the order of names otherwise.
    .toSorted((one, two) => two.summary.scored - one.summary.scored);
  return {
    scorers: parts.map((part) => part.summary),
    rates: parts.flatMap((part) => part.rates),
    together: parts.flatMap((part) => part.together),
    bailMinusRefusal: parts.flatMap((part) => part.bailMinusRefusal),
    differences: parts.flatMap((part) => part.differences),
    correlations: parts.flatMap((part) => part.correlations),
  };
}

type OfScorer = Omit<RefusalsResults, 'scorers' | 'categoryCorrelations'> & { readonly summary: RefusalScorerSummary };

function ofScorer(
  pages: ScorePages,
  scorer: StoredScorer,
  conditions: readonly ConditionData[],
  options: RefusalOptions,
  transcriptsOf: (data: ConditionData) => Transcripts | null,
): OfScorer {
  const { name, version } = scorer;
  const all = [...scoredConditions(conditions, readScores(pages, scorer.id, conditions)).values()];
  const baseline = baselineOf(all);
  const namesOf = ({ data: { study, condition } }: ScoredCondition): ConditionLabel =>
    conditionLabel(study, condition, options.wordingOf(condition));
  const shown = all.filter(({ data }) => options.isShown(data.condition));
  const rates = shown
    // The bail prompt asks about the baseline's replies: they are told of once.
    .filter((one) => one.data.condition.method !== 'bail-prompt' || baseline(one.data.condition) === one)
    .map((one): RefusalResult => {
      const categories = offersNothingYet(one.data.condition) ? refusalCategories(one) : [];
      return { ...namesOf(one), scorer: name, version, ...refusalRate(one, one.data.rows), categories };
    });
  const together = shown.flatMap((one) =>
    togetherOf(one, baseline(one.data.condition), transcriptsOf(one.data)).map(
      ({ refusalsOf, ...table }): TogetherResult => ({ ...namesOf(one), scorer: name, version, refusalsOf, ...table }),
    ),
  );
  const minus = shown.flatMap((one): readonly BailMinusRefusalResult[] => {
    const found = bailMinusRefusal(one, baseline(one.data.condition));
    return found === null ? [] : [{ ...namesOf(one), scorer: name, version, ...found }];
  });
  return {
    summary: summaryOf(scorer, rates),
    rates,
    together,
    bailMinusRefusal: minus,
    differences: differenceResults(shown, all, baseline, namesOf, name, options.revisions),
    correlations: correlationResults(shown, baseline, namesOf, name),
  };
}

/** The tables of one condition. */
function togetherOf(
  one: ScoredCondition,
  baseline: ScoredCondition | null,
  transcripts: Transcripts | null,
): readonly (Together & Pick<TogetherResult, 'refusalsOf'>)[] {
  const own = conditionId(one.data.condition);
  switch (one.data.condition.method) {
    case 'baseline':
    case 'placebo-tool':
      return [];
    case 'bail-prompt':
      return [{ ...jointTogether(one, transcripts), refusalsOf: own }];
    default: {
      const ownReply = { ...ownTogether(one), refusalsOf: own };
      if (baseline === null) return [ownReply];
      const refusalsOf = conditionId(baseline.data.condition);
      return [{ ...productTogether(one, baseline, transcripts), refusalsOf }, ownReply];
    }
  }
}

function summaryOf({ name, version }: StoredScorer, rates: readonly RefusalResult[]): RefusalScorerSummary {
  const sums = { scored: 0, failed: 0, unscored: 0 };
  for (const { replies } of rates) {
    const { failed, unscored, noReply: _, ...labels } = replies;
    sums.failed += failed;
    sums.unscored += unscored;
    sums.scored += Object.values(labels).reduce((sum, count) => sum + count, 0);
  }
  return { name, version, ...sums };
}
