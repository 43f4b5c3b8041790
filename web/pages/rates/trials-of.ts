import type { Measure, RateRow } from './rate-row.ts';

/** Pairs of the address of a list of trials. */
export type TrialsAddress = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Which trials are behind a rate: the ones it counts, as the pairs of their list's address. */
export function trialsOf({ condition, category, scorer, basis }: RateRow, measure: Measure): TrialsAddress {
  const own = { condition: condition.id, category: category ?? undefined };
  switch (measure) {
    case 'bail':
      return { ...own, outcome: 'bail' };
    case 'unanswered':
      return { ...own, outcome: ['unparsed', 'truncated', 'filtered', 'error'] };
    case 'refusal':
      return { ...own, refusal: [`${scorer}:refusal`, `${scorer}:partial`] };
    case 'no-refusal':
      // Of a product the refusals are in other trials.
      return { ...own, outcome: 'bail', refusal: basis === 'product' ? undefined : `${scorer}:none` };
    default:
      return measure satisfies never;
  }
}
