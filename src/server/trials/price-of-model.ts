import { costOf, nanoDollars } from '../../run/limits/call-cost.ts';
import type { Usage } from '../../conversation/reply.ts';
import { modelLabel, type Study } from '../../study/schema.ts';

/** What a call of a model costs in US dollars by the price its study states; `null` where it states none. */
export function costByStudy(study: unknown, model: string): (usage: Usage | null) => number | null {
  const entries = (study as Partial<Pick<Study, 'models'>>).models ?? [];
  const entry = entries.find((one) => modelLabel(one) === model);
  const price = typeof entry === 'object' ? entry.price : undefined;
  if (price === undefined) return () => null;
  const whole = { ...price, cachedInput: price.cachedInput ?? price.input };
  return (usage) => (usage === null ? null : costOf(usage, whole) / nanoDollars);
}
