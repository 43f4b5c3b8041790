import type { Usage } from '../../conversation/reply.ts';
import type { CallSize, Price } from './limits.ts';

/**
 * Money is counted in whole billionths of a US dollar, each call rounded up: sums are then exact, whatever their order,
 * up to nine million dollars.
 */
export const nanoDollars = 1e9;

/** The most a call can cost, in billionths of a US dollar; 0 where no price is known. */
export function worstCost(size: CallSize, price: Price | null): number {
  if (price === null) return 0;
  const input = Math.max(price.input, price.cachedInput);
  return inNano(size.promptTokens * input + size.maxOutputTokens * price.output);
}

/** What a call has cost, in billionths of a US dollar; 0 where no price is known. */
export function costOf(usage: Usage, price: Price | null): number {
  if (price === null) return 0;
  const cached = Math.min(usage.cachedTokens ?? 0, usage.promptTokens);
  const input = (usage.promptTokens - cached) * price.input + cached * price.cachedInput;
  return inNano(input + usage.completionTokens * price.output);
}

/** Prices are US dollars a million tokens, so tokens times price are millionths of a dollar. */
function inNano(microDollars: number): number {
  // Without the rounding a product such as 3 × 0.1 would be a billionth more than it is.
  return Math.ceil(Number((microDollars * 1000).toPrecision(15)));
}
