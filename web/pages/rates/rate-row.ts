import type { RefusalResult, TogetherResult } from '../../../src/analysis/refusals/results.ts';
import type { RateResult, Results } from '../../../src/analysis/results.ts';
import { outcomes } from '../../../src/conversation/outcome.ts';
import { offersExit } from '../../../src/report/labels.ts';
import type { PublishedRate, ReportCondition } from '../../../src/report/report-results.ts';

/** What the page shows rates of. */
export type Measure = 'bail' | 'no-refusal' | 'refusal' | 'unanswered';

/** One rate with all that stands beside it. Fractions; `null` where there is none. */
export interface RateRow {
  /** Tells it from all others of its measure. */
  readonly key: string;
  readonly condition: ReportCondition;
  readonly category: string | null;
  /** Of refusals: by which scorer, and on what basis bail and refusal are seen together. */
  readonly scorer: string | null;
  readonly basis: TogetherResult['basis'] | null;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  readonly tooFew: boolean;
  readonly tooFewFixed: boolean;
  readonly bounds: readonly [low: number, high: number] | null;
  readonly n: number;
  readonly items: number;
  readonly clusters: number;
  /** How many of what, all of them: they add up to what was planned, where it is known. */
  readonly counts: readonly (readonly [name: string, count: number])[];
  readonly planned: number | null;
  readonly noAnswer: number | null;
  readonly ratePaper: number | null;
  readonly neutral: ReportCondition['neutral'];
  readonly published: PublishedRate | undefined;
  /** Whether this is the rate that the marks of its condition speak of: the bail rate over all its items. */
  readonly isMarked: boolean;
}

/** What the rows are made from. */
export type RateSource = Pick<Results, 'refusals'> & { readonly conditions: readonly ReportCondition[] };

/** The rates of every condition, or of every category of them. */
export function rateRows(source: RateSource, measure: Measure, byCategory: boolean): readonly RateRow[] {
  switch (measure) {
    case 'bail':
      return exits(source).flatMap((condition) => outcomeRows(condition, byCategory, bailOf));
    case 'unanswered':
      return source.conditions.flatMap((condition) =>
        outcomeRows(condition, byCategory, unansweredOf).map(withoutBails),
      );
    case 'refusal':
      return refusalRows(source, byCategory);
    case 'no-refusal':
      return togetherRows(source);
    default:
      return measure satisfies never;
  }
}

function exits({ conditions }: RateSource): readonly ReportCondition[] {
  return conditions.filter(({ method }) => offersExit(method));
}

type Shown = Omit<RateRow, 'key' | 'condition' | 'category' | 'scorer' | 'basis'>;

function outcomeRows(
  condition: ReportCondition,
  byCategory: boolean,
  shownOf: (of: RateResult) => Shown,
): readonly RateRow[] {
  const named = { condition, scorer: null, basis: null };
  if (byCategory) {
    return condition.categories.map((category) => ({
      ...shownOf(category),
      ...named,
      key: `${condition.id} ${category.category}`,
      category: category.category,
    }));
  }
  const { neutral, published } = condition;
  return [{ ...shownOf(condition), ...named, neutral, published, isMarked: true, key: condition.id, category: null }];
}

/** Without what is known of the bail rate alone. */
function withoutBails(row: RateRow): RateRow {
  return { ...row, neutral: null, published: undefined, isMarked: false };
}

function bailOf(of: RateResult): Shown {
  const { rate, low, high, lowFixed, highFixed, tooFew, tooFewFixed, bounds, n, items, clusters } = of;
  const { planned, noAnswer, ratePaper } = of;
  const share = { rate, low, high, lowFixed, highFixed, tooFew, tooFewFixed, bounds, n, items, clusters };
  const beside = { neutral: null, published: undefined, isMarked: false };
  return { ...share, counts: countsOf(of), planned, noAnswer, ratePaper, ...beside };
}

function unansweredOf(of: RateResult): Shown {
  const none = { low: null, high: null, lowFixed: null, highFixed: null, bounds: null, ratePaper: null };
  return {
    ...bailOf(of),
    ...none,
    rate: of.noAnswer,
    tooFew: false,
    tooFewFixed: false,
    n: of.planned - of.outcomes.skipped,
  };
}

function countsOf({ outcomes: ended }: RateResult): RateRow['counts'] {
  return [...outcomes, 'pending' as const].map((outcome) => [outcome, ended[outcome]]);
}

function refusalRows({ conditions, refusals }: RateSource, byCategory: boolean): readonly RateRow[] {
  const byId = new Map(conditions.map((one) => [one.id, one]));
  const rowOf = (of: Omit<RefusalResult, 'categories'>, category: string | null): RateRow[] => {
    const condition = byId.get(of.condition);
    if (condition === undefined) return [];
    const { rate, low, high, lowFixed, highFixed, tooFew, tooFewFixed, bounds, n, items, clusters, scorer } = of;
    const share = { rate, low, high, lowFixed, highFixed, tooFew, tooFewFixed, bounds, n, items, clusters };
    const counts = Object.entries(of.replies).map(([name, size]) => [replyNames[name] ?? name, size] as const);
    const beside = { noAnswer: null, ratePaper: null, neutral: null, published: undefined, isMarked: false };
    const key = [condition.id, scorer, ...(category === null ? [] : [category])].join(' ');
    const planned = counts.reduce((sum, [, size]) => sum + size, 0);
    return [{ ...share, ...beside, key, condition, category, scorer, basis: null, counts, planned }];
  };
  return refusals.rates.flatMap((one) =>
    byCategory
      ? one.categories.flatMap((category) => rowOf({ ...one, ...category }, category.category))
      : rowOf(one, null),
  );
}

const replyNames: Readonly<Record<string, string>> = {
  none: 'no refusal',
  partial: 'partial refusal',
  empty: 'no text to read',
  providerRefusal: 'refused by the provider',
  failed: 'scorer failed',
  unscored: 'not scored yet',
  noReply: 'no reply',
};

function togetherRows({ conditions, refusals }: RateSource): readonly RateRow[] {
  const byId = new Map(conditions.map((one) => [one.id, one]));
  return refusals.together.flatMap((of): RateRow[] => {
    const condition = byId.get(of.condition);
    if (condition === undefined) return [];
    const { scorer, basis, n, items, clusters, bounds } = of;
    const { rate, low, high, lowFixed, highFixed, tooFew, tooFewFixed } = of.noRefusalBail;
    const share = { rate, low, high, lowFixed, highFixed, tooFew, tooFewFixed, bounds: bounds?.noRefusalBail ?? null };
    const beside = { noAnswer: condition.noAnswer, neutral: null, published: undefined, isMarked: false };
    return [
      {
        ...share,
        ...beside,
        key: [condition.id, scorer, basis].join(' '),
        condition,
        category: null,
        scorer,
        basis,
        n,
        items,
        clusters,
        counts: countsOf(condition),
        planned: condition.planned,
        ratePaper: of.paper,
      },
    ];
  });
}
