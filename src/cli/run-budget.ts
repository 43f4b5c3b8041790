import { ExitpollError } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import type { BudgetLimits } from '../run/limits/limits.ts';
import type { OpenedModel } from '../run/open-models.ts';
import { priceNames } from '../run/prices.ts';
import type { Study } from '../study/schema.ts';
import { amount, count } from './numbers.ts';

/** The limits of a run as they were typed. */
export interface BudgetOptions {
  readonly maxCost?: string | undefined;
  readonly maxTokens?: string | undefined;
  readonly maxRequests?: string | undefined;
  readonly maxMinutes?: string | undefined;
}

/** @throws ExitpollError on a limit that is no number. */
export function readBudget(options: BudgetOptions): BudgetLimits {
  const { maxCost, maxTokens, maxRequests, maxMinutes } = options;
  return {
    cost: maxCost === undefined ? null : amount('max-cost', maxCost, '5 or 0.50 (US dollars)'),
    tokens: maxTokens === undefined ? null : count('max-tokens', maxTokens),
    requests: maxRequests === undefined ? null : count('max-requests', maxRequests),
    minutes: maxMinutes === undefined ? null : amount('max-minutes', maxMinutes, '90 or 0.5'),
  };
}

/**
 * A limit in dollars says nothing where a price is missing, so all of them must be known before anything is sent.
 *
 * @param pricesFile the user's list of prices, or where it would be
 * @throws ExitpollError naming every model without a price, and how to give one.
 */
export function requirePrices(
  budget: BudgetLimits,
  study: Study,
  models: readonly OpenedModel[],
  pricesFile: string,
): void {
  if (budget.cost === null) return;
  const names = models.flatMap(({ price, destination }, index) => {
    const entry = study.models[index];
    return price !== null || entry === undefined ? [] : [priceNames(entry, destination)[0] ?? ''];
  });
  const [first = ''] = names;
  if (names.length === 0) return;
  throw new ExitpollError(
    `--max-cost needs every price, and none is known for ${names.map((name) => terminalLine(name, 100)).join(', ')}`,
    {
      code: 'price-unknown',
      hint:
        `Add  ${JSON.stringify(first)}: {input: 1.50, output: 6}  (yours, in US dollars a million tokens) under  models:  ` +
        `in ${pricesFile}, or  price: {input: 1.50, output: 6}  to the study's model; 0 and 0 if it costs nothing.`,
    },
  );
}
