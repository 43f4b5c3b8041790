import { canonicalJson, type Json } from '../../base/canonical-json.ts';
import type { StoredCondition } from '../../store/conditions.ts';
import type { ScoredCondition } from './scored.ts';

/** Whether a condition's first replies are to requests that offer no exit. */
export function offersNothingYet({ method }: StoredCondition): boolean {
  return method === 'baseline' || method === 'bail-prompt';
}

/** What decides a reply to a request that offers no exit, beside the item and the model; or whose reply it is. */
function setting(condition: StoredCondition): string {
  const { revisionId, modelId, datasetId, part, leadIn, historyAuthor, replyAuthor, settings } = condition;
  const { system, replySampling } = settings as { system?: Json; replySampling?: Json };
  return canonicalJson([
    revisionId,
    modelId,
    datasetId,
    part,
    leadIn?.name ?? null,
    historyAuthor,
    replyAuthor,
    system ?? null,
    replySampling ?? null,
  ]);
}

/**
 * Finds the condition whose first replies say what a model does when no exit is offered: the baseline of the same model,
 * items, lead-in, authors of the earlier turns and sampling, else the bail prompt that asks about such replies. Where
 * another author wrote the reply that is asked about, it is that reply: the bail prompt's own.
 */
export function baselineAmong<One>(
  all: readonly One[],
  conditionOf: (one: One) => StoredCondition,
): (condition: StoredCondition) => One | null {
  const found = new Map<string, One>();
  for (const method of ['baseline', 'bail-prompt'] as const) {
    for (const one of all) {
      const condition = conditionOf(one);
      const key = setting(condition);
      if (condition.method === method && !found.has(key)) found.set(key, one);
    }
  }
  return (condition) => found.get(setting(condition)) ?? null;
}

/** The same among conditions that were scored. */
export function baselineOf(all: readonly ScoredCondition[]): (condition: StoredCondition) => ScoredCondition | null {
  return baselineAmong(all, ({ data }) => data.condition);
}
