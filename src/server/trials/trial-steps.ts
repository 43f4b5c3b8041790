import { sentConversation } from '../../analysis/sent-conversation.ts';
import type { Offer } from '../../methods/method.ts';
import { generationKey, seedOf } from '../../run/generation-key.ts';
import { sentRequests } from '../../run/sent-requests.ts';
import type { StoredCondition, StoredRevision } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import { generationFacts } from '../../store/trial-facts.ts';
import type { StoredStep, StoredTrial } from '../../store/trial-rows.ts';
import type { ArmSettings } from '../../study/arm.ts';
import type { TrialDetail } from '../wire/trial-detail.ts';
import { costByStudy } from './price-of-model.ts';

/**
 * What stands beside the steps of a trial. A request is built again from what was stored, and given only where it has
 * the very key that its reply was stored under: it is then the one that was sent.
 *
 * @param sharing how many other trials rest on a generation
 */
export function trialSteps(
  store: Store,
  { settings }: StoredRevision,
  condition: StoredCondition,
  trial: StoredTrial,
  steps: readonly StoredStep[],
  sharing: (generationId: number) => number,
): TrialDetail['steps'] {
  const own = steps.filter(({ k }) => k >= 0);
  const requests = sentRequests({
    offer: trial.offer as Offer,
    settings: condition.settings as ArmSettings,
    conversation: sentConversation(condition, trial, steps),
    replies: own.map(({ reply }) => reply),
  });
  const cost = costByStudy(settings, condition.model);
  return own.map(({ generationId, reply }, index) => {
    const facts = generationFacts(store, generationId);
    const request = requests[index] ?? null;
    const isExact =
      request !== null &&
      generationKey({ model: facts.modelHash, request, series: condition.series, draw: facts.draw }) === facts.key;
    return {
      request: isExact ? request : null,
      seed: isExact ? seedOf(facts.key) : null,
      servedModel: reply.servedModel,
      fingerprint: reply.fingerprint,
      finishRaw: reply.finishRaw,
      attempts: facts.attempts,
      cachedTokens: reply.usage?.cachedTokens ?? null,
      cost: cost(reply.usage),
      readout: reply.readout ?? null,
      sharedWith: sharing(generationId),
    };
  });
}
