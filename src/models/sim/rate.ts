import type { SimParameters } from './parameters.ts';
import { simTruth, type SimContext } from './truth.ts';

/**
 * The true rate of a whole trial: the chance that it ends as a bail, given that it ends as something the rate counts
 * (neither filtered nor failed). For the bail prompt that takes the reply and the answer together; the baseline has 0.
 * `NaN` where every trial is filtered.
 */
export function simRate(
  parameters: SimParameters,
  context: Omit<SimContext, 'step'>,
  of: 'item' | 'population' = 'item',
): number {
  const reply = simTruth(parameters, { ...context, step: 'reply' }, of);
  if (context.method !== 'bail-prompt') return reply.bail / (1 - reply.filtered);
  const answer = simTruth(parameters, { ...context, step: 'answer' }, of);
  // The question is asked about a reply that has text.
  const asked = 1 - reply.filtered - reply.truncated;
  return (asked * answer.bail) / (1 - reply.filtered - asked * answer.filtered);
}
