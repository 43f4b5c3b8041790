import type { Study } from '../study/schema.ts';
import type { GateOptions } from './limits/gate.ts';
import type { OpenedModel } from './open-models.ts';

const mostInFlight = 1_024;
const mostInFlightSimulated = 64;

/**
 * How one model's calls are let through: what the user allows, what the study allows, and what the model can work on.
 * How many calls a server bears is found out; what runs in this process or beside it is known.
 *
 * @param wanted the user's bound for every model
 */
export function gateOptions(
  entry: Study['models'][number] | undefined,
  { planned }: OpenedModel,
  wanted: number | undefined,
): GateOptions {
  const { parallel, simulated } = planned.traits;
  const limits = typeof entry === 'object' ? entry : null;
  const max = Math.min(
    wanted ?? Infinity,
    limits?.concurrency ?? Infinity,
    parallel ?? (simulated ? (wanted ?? mostInFlightSimulated) : Infinity),
    wanted === undefined && limits?.concurrency === undefined ? mostInFlight : Infinity,
  );
  return {
    max,
    fixed: parallel !== null || simulated,
    requestsPerMinute: limits?.requestsPerMinute,
    tokensPerMinute: limits?.tokensPerMinute,
  };
}
