import type { SimParameters } from './parameters.ts';
import { itemChances, simTruth, statedChances, type SimContext, type SimTruth } from './truth.ts';

/**
 * The true rate of a whole trial: the chance that it counts as a bail, or with `meant` that the model chose to leave,
 * whatever counts; given that it ends as something the rate counts
 * (neither filtered nor failed). For the bail prompt that takes the reply and the answer together; the baseline has 0.
 * `NaN` where every trial is filtered. A readout of the answer knows its chance of bail alone: nothing is written, so
 * nothing is filtered, truncated or nonsense.
 */
export function simRate(
  parameters: SimParameters,
  context: Omit<SimContext, 'step'>,
  of: 'item' | 'population' = 'item',
  readout: 'sampled' | 'logprobs' = 'sampled',
  what: 'counted' | 'meant' = 'counted',
): number {
  const leaving = (truth: SimTruth): number => truth.bail + (what === 'meant' ? truth.missed : truth.misread);
  const reply = simTruth(parameters, { ...context, step: 'reply' }, of);
  if (context.method !== 'bail-prompt') return leaving(reply) / (1 - reply.filtered);
  if (readout === 'logprobs') {
    const chances = (of === 'item' ? itemChances : statedChances)(parameters, { ...context, step: 'answer' });
    return ((1 - reply.filtered - reply.truncated) * chances.bail) / (1 - reply.filtered);
  }
  const answer = simTruth(parameters, { ...context, step: 'answer' }, of);
  // The question is asked about a reply that has text.
  const asked = 1 - reply.filtered - reply.truncated;
  return (asked * leaving(answer)) / (1 - reply.filtered - asked * answer.filtered);
}
