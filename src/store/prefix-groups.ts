import type { PlanLine } from './plans.ts';

/** Lines whose first requests begin alike: same system prompt, lead-in, instructions and tools. The baseline comes first. */
export type PrefixGroup = readonly PlanLine[];

/**
 * Sorts lines by how their first request begins. The bail prompt first asks what the baseline asks, so the two are one
 * group, whatever the order, the wording or the readout; each wording of a tool or a word is a group of its own.
 */
export function byPrefix(lines: readonly PlanLine[]): readonly PrefixGroup[] {
  const groups = Map.groupBy(lines, prefixName);
  return [...groups.values()].map((group) => group.toSorted((one, two) => rank(one) - rank(two)));
}

function prefixName({ arm, offerIds }: PlanLine): string {
  const asksPlainly =
    arm.method === 'baseline' || (arm.method === 'bail-prompt' && arm.offer.replyInstructions === undefined);
  return JSON.stringify([arm.settings.system, arm.leadIn, arm.historyAuthor, asksPlainly ? null : offerIds]);
}

function rank({ arm }: PlanLine): number {
  return arm.method === 'baseline' ? 0 : 1;
}
