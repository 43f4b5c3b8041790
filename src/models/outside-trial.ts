import type { TrialContext } from './model.ts';

/** For a request that belongs to no trial, such as a check or a judge's; only simulated respondents look at it. */
export function outsideTrial(name: string): TrialContext {
  return {
    item: name,
    itemName: name,
    cluster: name,
    category: null,
    method: 'baseline',
    order: null,
    wording: null,
    leadIn: null,
    twin: false,
    turn: 1,
    epoch: 1,
    step: 'reply',
    exit: null,
  };
}
