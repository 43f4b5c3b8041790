import { kendallTauB } from '../stats/kendall.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { type CountedCondition } from './condition.ts';
import { readoutOf } from './condition-label.ts';
import type { Specification, SpecificationCurve, SpecifiedModel } from './specification-results.ts';

type Rates = readonly (number | null)[];

/**
 * How rates move over scorers, denominators, orders and wordings: one curve for each dataset and way to offer an exit,
 * all models on it. Placebo and baseline offer none; benign twins have curves of their own.
 */
export function specificationCurves(
  counted: readonly CountedCondition[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly SpecificationCurve[] {
  const offering = counted.filter(
    ({ condition: { method, unsupported } }) =>
      method !== 'baseline' && method !== 'placebo-tool' && unsupported === null,
  );
  const groups = Map.groupBy(offering, ({ condition, study, result }) =>
    JSON.stringify([study, result.dataset, condition.method, readoutOf(condition), condition.leadIn?.name ?? null]),
  );
  return [...groups.values()].map((members) => curveOf(members, wordingOf));
}

function curveOf(
  members: readonly CountedCondition[],
  wordingOf: (condition: StoredCondition) => string | null,
): SpecificationCurve {
  const [first] = members as readonly [CountedCondition];
  const byModel = [...Map.groupBy(members, ({ condition }) => `${condition.modelId} ${condition.model}`).values()];
  const offers = [...new Map(members.map((one) => [offerKey(one, wordingOf), one])).values()].toSorted(
    (one, other) => Number(isDefault(wordingOf(other.condition))) - Number(isDefault(wordingOf(one.condition))),
  );
  const readings = first.readings.map(({ scorer, denominator }) => ({ scorer, denominator }));
  const readout = readoutOf(first.condition);
  const byOffer = offers.map((offer) => {
    const key = offerKey(offer, wordingOf);
    const own = byModel.map((conditions) => conditions.find((one) => offerKey(one, wordingOf) === key));
    const ways = readings.map(({ scorer, denominator }, index) => ({
      scorer,
      denominator,
      order: offer.condition.order,
      wording: wordingOf(offer.condition),
      rates: own.map((one) => one?.readings[index]?.rate ?? null),
    }));
    const rated = ways.filter(({ rates }, index) => index === 0 || rates.some((rate) => rate !== null));
    const distinct = rated.filter(
      (way, index) => !rated.slice(0, index).some((before) => isSame(before.rates, way.rates)),
    );
    // Nothing of a readout is unanswered or filtered, so there is nothing for a denominator to choose.
    return { ways: readout === 'logprobs' ? distinct : rated, distinct: distinct.length };
  });
  const specifications = byOffer.flatMap(({ ways }) => ways);
  const primary = specifications[0]?.rates ?? [];
  const primaryKey = offers[0] === undefined ? '' : offerKey(offers[0], wordingOf);
  return {
    study: first.study,
    dataset: first.result.dataset,
    method: first.condition.method,
    readout,
    leadIn: first.condition.leadIn?.name ?? null,
    models: byModel.map((conditions, index) =>
      specifiedModel(
        conditions,
        conditions.find((one) => offerKey(one, wordingOf) === primaryKey),
        index,
        specifications.map(({ rates }) => rates),
      ),
    ),
    specifications: specifications.map((one): Specification => ({ ...one, tau: tauOf(primary, one.rates) })),
    distinct: byOffer.reduce((sum, { distinct }) => sum + distinct, 0),
  };
}

function offerKey({ condition }: CountedCondition, wordingOf: (condition: StoredCondition) => string | null): string {
  return JSON.stringify([wordingOf(condition), condition.order]);
}

function isDefault(wording: string | null): boolean {
  return wording?.startsWith('default') ?? false;
}

function specifiedModel(
  [first]: readonly CountedCondition[],
  primary: CountedCondition | undefined,
  index: number,
  all: readonly Rates[],
): SpecifiedModel {
  const rates = all.map((own) => own[index] ?? null).filter((rate) => rate !== null);
  const ranks = ranksOf(index, all);
  return {
    model: first?.condition.model ?? '',
    simulated: first?.condition.simulated ?? false,
    condition: primary?.result.id ?? null,
    rate: primary?.result.rate ?? null,
    low: primary?.result.low ?? null,
    high: primary?.result.high ?? null,
    least: rates.length === 0 ? null : Math.min(...rates),
    most: rates.length === 0 ? null : Math.max(...rates),
    ...ranks,
  };
}

/** Two rates that differ by less are the same: they come of sums in another order. */
const alike = 1e-12;

function isSame(one: Rates, other: Rates): boolean {
  return one.every((rate, index) => {
    const second = other[index] ?? null;
    return rate === null || second === null ? rate === second : Math.abs(rate - second) <= alike;
  });
}

function ranksOf(index: number, all: readonly Rates[]): Pick<SpecifiedModel, 'rank' | 'bestRank' | 'worstRank'> {
  const [primary = []] = all;
  const ranked = primary.flatMap((rate, place) => (rate === null ? [] : [place]));
  if (ranked.length < 2 || !ranked.includes(index)) return { rank: null, bestRank: null, worstRank: null };
  const ranks = all
    .filter((rates) => ranked.every((place) => rates[place] !== null))
    .map((rates) => {
      const own = rates[index] ?? 0;
      return 1 + ranked.filter((place) => (rates[place] ?? 0) > own + alike).length;
    });
  return { rank: ranks[0] ?? null, bestRank: Math.min(...ranks), worstRank: Math.max(...ranks) };
}

function tauOf(primary: Rates, rates: Rates): number | null {
  const both = primary.flatMap((one, place) => {
    const other = rates[place] ?? null;
    return one === null || other === null ? [] : [[one, other] as const];
  });
  if (both.length < 2) return null;
  const rounded = (value: number): number => Number(value.toPrecision(12));
  return kendallTauB(
    both.map(([one]) => rounded(one)),
    both.map(([, other]) => rounded(other)),
  ).value;
}
