import type { Results } from '../analysis/results.ts';
import { modelLabel, variantLabel } from './labels.ts';
import type { ReportCondition } from './report-results.ts';
import { visibleLine } from './visible-text.ts';

/** Conditions of one model on one dataset, so that rows need not repeat them. */
export interface ConditionGroup {
  readonly key: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly dataset: string;
  readonly study: string;
  /** Rows that share wording and lead-in; one variant with an empty title where these do not tell rows apart. */
  readonly variants: readonly ConditionVariant[];
}

export interface ConditionVariant {
  readonly title: string;
  readonly conditions: readonly ReportCondition[];
}

/** Groups by study, model and dataset, in the order of the conditions; none is left out. */
export function groupConditions(conditions: readonly ReportCondition[]): ConditionGroup[] {
  const byKey = Map.groupBy(conditions, groupKey);
  return [...byKey].map(([key, members]) => {
    const [first] = members as [ReportCondition];
    const { model, simulated, dataset, study } = first;
    return { key, model, simulated, dataset, study, variants: variantsOf(members) };
  });
}

/** A group as a heading: `SmolLM2 · bailbench`, with the study where several are shown. */
export function groupLabel(
  of: Pick<ConditionGroup, 'model' | 'simulated' | 'dataset'> & { readonly study?: string },
  results: Results,
): string {
  const study = results.studies.length > 1 && of.study !== undefined ? ` · study ${visibleLine(of.study, 40)}` : '';
  return `${modelLabel(of)} · ${visibleLine(of.dataset, 40)}${study}`;
}

/** All conditions of a group, in order. */
export function membersOf(group: ConditionGroup): ReportCondition[] {
  return group.variants.flatMap((variant) => variant.conditions);
}

function groupKey(condition: ReportCondition): string {
  return JSON.stringify([condition.study, condition.model, condition.simulated, condition.dataset]);
}

function variantsOf(members: readonly ReportCondition[]): ConditionVariant[] {
  const offers = members.map((member) => `${member.method} ${member.order} ${member.readout}`);
  const ambiguous =
    new Set(offers).size < offers.length ||
    members.some((member) => member.leadIn !== null || authorsOf(member) !== usualAuthors);
  if (!ambiguous) return [{ title: '', conditions: members }];
  const byVariant = Map.groupBy(members, (member) =>
    JSON.stringify([wordingToJoin(member, members), member.leadIn, authorsOf(member)]),
  );
  return [...byVariant.values()].map((conditions) => {
    const worded = conditions.find(({ wording }) => wording !== null) ?? conditions[0];
    const first = conditions.filter(({ wording }) => wording === null);
    const rest = conditions.filter(({ wording }) => wording !== null);
    return { title: (worded !== undefined && variantLabel(worded)) || 'no wording', conditions: [...first, ...rest] };
  });
}

/** A baseline has no wording: it stands with the first wording that has its lead-in. */
function wordingToJoin(member: ReportCondition, members: readonly ReportCondition[]): string | null {
  if (member.wording !== null) return member.wording;
  return (
    members.find((one) => one.wording !== null && one.leadIn === member.leadIn && authorsOf(one) === authorsOf(member))
      ?.wording ?? null
  );
}

const usualAuthors = JSON.stringify(['dataset', 'self']);

function authorsOf({ historyAuthor, replyAuthor }: ReportCondition): string {
  return JSON.stringify([historyAuthor, replyAuthor]);
}
