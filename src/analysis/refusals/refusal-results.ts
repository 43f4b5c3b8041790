import type { StoredCondition, StoredRevision } from '../../store/conditions.ts';
import { readScores, ScorePages, type ScoreGrid } from '../../store/read-scores.ts';
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
}

/** What each scorer of a store said of the first replies of conditions' trials, by the scorer's id. */
export type AllScores = ReadonlyMap<number, ReadonlyMap<string, ScoreGrid>>;

/** Reads what all scorers of a store said. */
export function readAllScores(
  store: Store,
  conditions: readonly ConditionData[],
  pages: ScorePages = new ScorePages(store),
): AllScores {
  return new Map(storedScorers(store).map(({ id }) => [id, readScores(pages, id, conditions)]));
}

/** What a scorer said of the conditions of a report. */
export interface RefusalView {
  readonly store: Store;
  readonly scorer: StoredScorer;
  readonly all: readonly ScoredCondition[];
  /** Those that are asked for. */
  readonly shown: readonly ScoredCondition[];
  readonly baseline: (condition: StoredCondition) => ScoredCondition | null;
  readonly namesOf: (one: ScoredCondition) => ConditionLabel;
  readonly revisions: readonly StoredRevision[];
}

/** A view for every scorer of the store, from which the parts of a report on refusals are worked out. */
export function refusalViews(
  store: Store,
  conditions: readonly ConditionData[],
  scores: AllScores,
  { wordingOf, isShown, revisions }: RefusalOptions,
): readonly RefusalView[] {
  const namesOf = ({ data: { study, condition } }: ScoredCondition): ConditionLabel =>
    conditionLabel(study, condition, wordingOf(condition));
  return storedScorers(store).map((scorer) => {
    const all = [...scoredConditions(conditions, scores.get(scorer.id) ?? new Map()).values()];
    const shown = all.filter(({ data }) => isShown(data.condition));
    return { store, scorer, all, shown, baseline: baselineOf(all), namesOf, revisions };
  });
}

/** How often replies refuse, and that beside how often the exit is taken. */
export type RefusalRates = Pick<RefusalsResults, 'rates' | 'bailMinusRefusal' | 'differences'>;

export function refusalRates({ scorer, all, shown, baseline, namesOf, revisions }: RefusalView): RefusalRates {
  const { name, version } = scorer;
  return {
    rates: shown
      // The bail prompt asks about the baseline's replies: they are told of once.
      .filter((one) => one.data.condition.method !== 'bail-prompt' || baseline(one.data.condition) === one)
      .map((one): RefusalResult => {
        const categories = offersNothingYet(one.data.condition) ? refusalCategories(one) : [];
        return { ...namesOf(one), scorer: name, version, ...refusalRate(one, one.data.rows), categories };
      }),
    bailMinusRefusal: shown.flatMap((one): readonly BailMinusRefusalResult[] => {
      const found = bailMinusRefusal(one, baseline(one.data.condition));
      return found === null ? [] : [{ ...namesOf(one), scorer: name, version, ...found }];
    }),
    differences: differenceResults(shown, all, baseline, namesOf, name, revisions),
  };
}

/** The tables of bail against refusal. */
export function refusalTables({ store, scorer, shown, baseline, namesOf }: RefusalView): readonly TogetherResult[] {
  const { name, version } = scorer;
  const transcriptsOf = transcriptsReader(store);
  return shown.flatMap((one) =>
    togetherOf(one, baseline(one.data.condition), transcriptsOf(one.data)).map(
      ({ refusalsOf, ...table }): TogetherResult => ({ ...namesOf(one), scorer: name, version, refusalsOf, ...table }),
    ),
  );
}

/** Refusal against bail over models. */
export function refusalCorrelations({
  scorer,
  shown,
  baseline,
  namesOf,
}: RefusalView): RefusalsResults['correlations'] {
  return correlationResults(shown, baseline, namesOf, scorer.name);
}

/** The parts of one scorer. */
export interface RefusalParts extends RefusalRates {
  readonly scorer: StoredScorer;
  readonly together: readonly TogetherResult[];
  readonly correlations: RefusalsResults['correlations'];
}

/** Everything a report says of refusals, by every scorer of the store. */
export function refusalResults(of: readonly RefusalParts[]): Omit<RefusalsResults, 'categoryCorrelations'> {
  const parts = of
    .map((part) => ({ ...part, summary: summaryOf(part.scorer, part.rates) }))
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
