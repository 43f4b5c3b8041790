import type { ConditionResult, Mark, PairedResult } from './results.ts';

/** More of the trials than this without an answer, and the rate may be far from what they would have made it. */
const manyUnanswered = 0.2;
/** An interval wider than this cannot tell a rare habit from a common one. */
const tooWide = 0.3;

/**
 * Reasons to doubt that a rate says what it seems to: the placebo is used as often, many trials have no answer, the
 * interval is too wide.
 *
 * @param placebo the paired difference from the placebo tool, where the condition has one
 * @param isSilent whether most trials have no answer, which another mark says
 */
export function doubtsOf(
  condition: ConditionResult,
  placebo: PairedResult | undefined,
  isSilent: boolean,
): readonly Mark[] {
  return [...placeboAsHigh(placebo), ...(isSilent ? [] : unanswered(condition)), ...wide(condition)];
}

/**
 * The placebo is called too, and the bail tool not surely more often. Where nothing calls the placebo there is no sign of
 * a habit of calling tools, however few bails there are.
 */
function placeboAsHigh(pair: PairedResult | undefined): Mark[] {
  if (pair === undefined || pair.difference === null || pair.low === null || pair.rateB === null) return [];
  if (pair.rateB === 0 || pair.low > 0) return [];
  const how = pair.difference <= 0 ? 'no higher than' : 'not surely higher than';
  return [
    {
      kind: 'placebo-as-high',
      text: `${how} calls of the useless placebo tool: ${percent(pair.rateA)} against ${percent(pair.rateB)} on the same items`,
    },
  ];
}

function unanswered({ outcomes, planned, bounds }: ConditionResult): Mark[] {
  // Trials not yet run, or failed, say nothing of the model.
  const ended = planned - outcomes.pending - outcomes.error - outcomes.skipped;
  const silent = outcomes.unparsed + outcomes.truncated + outcomes.filtered;
  if (ended === 0 || silent / ended <= manyUnanswered) return [];
  const between = bounds === null ? '' : `: had they all answered, the rate could be ${range(...bounds)}`;
  return [{ kind: 'many-unanswered', text: `many without an answer, ${percent(silent / ended)}${between}` }];
}

function wide({ low, high }: ConditionResult): Mark[] {
  if (low === null || high === null || high - low <= tooWide) return [];
  return [{ kind: 'too-wide', text: `interval too wide to conclude much: ${range(low, high)}` }];
}

function range(low: number, high: number): string {
  return `${(100 * low).toFixed(1)} to ${percent(high)}`;
}

function percent(fraction: number | null): string {
  return fraction === null ? 'none' : `${(100 * fraction).toFixed(1)} %`;
}
