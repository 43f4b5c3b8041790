import { ExitpollError } from '../../base/errors.ts';
import type { BudgetLimits, Price } from './limits.ts';

/** A model of a run, as far as money is concerned. */
export interface PricedModel {
  /** What results call it. */
  readonly label: string;
  readonly price: Price | null;
  /** Whether it costs nothing, because it runs on this machine or is simulated. */
  readonly isFree: boolean;
}

/**
 * Refuses a budget in dollars that could not be kept, and limits that make no sense.
 *
 * @throws ExitpollError when a limit is not above 0, or when the cost is limited and a model that is not free has no
 * known price.
 */
export function checkBudget(limits: BudgetLimits, models: readonly PricedModel[]): void {
  for (const [kind, limit] of Object.entries(limits) as [keyof BudgetLimits, number | null][]) {
    if (limit === null || limit > 0) continue;
    throw new ExitpollError(`a limit of ${limit} on ${nouns[kind]} lets nothing through`, {
      code: 'budget',
      hint: 'Give a number above 0, or leave the limit out.',
    });
  }
  if (limits.cost === null) return;
  const unpriced = models.filter(({ price, isFree }) => price === null && !isFree).map(({ label }) => label);
  if (unpriced.length === 0) return;
  throw new ExitpollError(`the cost cannot be limited: no price is known for ${unpriced.join(', ')}`, {
    code: 'budget',
    hint: 'Give prices in the study or in a file (--prices), or limit tokens with --max-tokens instead.',
  });
}

const nouns: Readonly<Record<keyof BudgetLimits, string>> = {
  cost: 'cost',
  tokens: 'tokens',
  requests: 'calls',
  minutes: 'minutes',
};
