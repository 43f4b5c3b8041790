import { askedRequest, refusalSeries } from '../../refusal/stored/asked-request.ts';
import type { Reply } from '../../conversation/reply.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { Offer } from '../../methods/method.ts';
import { followUpRequests, sentRequests } from '../../run/sent-requests.ts';
import type { StoredCondition, StoredRevision } from '../../store/conditions.ts';
import { trialFollowUps } from '../../store/follow-up-rows.ts';
import type { StoredFollowUp } from '../../store/plan-follow-ups.ts';
import { leadInStep } from '../../store/records.ts';
import { generationScores, type StoredScorer } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import { historyOf, writtenBefore, type StoredStep, type StoredTrial } from '../../store/trial-rows.ts';
import type { ArmSettings } from '../../study/arm.ts';
import type { Asked } from '../wire/requests.ts';
import type { TrialDetail } from '../wire/trial-detail.ts';
import type { AskedReader } from './asked-reader.ts';
import { costByStudy } from './price-of-model.ts';

/** A trial with what was stored of its replies, and what else its page tells. */
export interface ToldTrial {
  readonly store: Store;
  readonly revision: StoredRevision;
  readonly condition: StoredCondition;
  readonly trial: StoredTrial & { readonly trialId: number };
  readonly steps: readonly StoredStep[];
  /** What the study asks after bails. */
  readonly followUps: readonly StoredFollowUp[];
  readonly scorers: readonly StoredScorer[];
  readonly reader: AskedReader;
}

/** How every reply came about that a trial's page shows, and what stands beside its own. */
export function repliesOf(
  told: ToldTrial,
  sharing: (generationId: number) => number,
): Pick<TrialDetail, 'before' | 'steps' | 'followUps' | 'refusals'> {
  const { condition, trial, steps, reader } = told;
  const own = steps.filter(({ k }) => k >= 0);
  const sent = sentRequests({
    offer: trial.offer as Offer,
    settings: condition.settings as ArmSettings,
    leadIn: condition.leadIn,
    historyAuthor: condition.historyAuthor,
    item: trial.conversation,
    written: writtenBefore(steps),
    replies: own.map(({ reply }) => reply),
  });
  const asked = (step: StoredStep, request: ModelRequest | null | undefined): Asked =>
    reader.asked(step.generationId, request ?? null, condition.series);
  const opening = steps.find(({ k }) => k === leadInStep);
  const cost = costByStudy(told.revision.settings, condition.model);
  const last = { request: sent.replies.at(-1) ?? null, reply: own.at(-1)?.reply };
  return {
    before: {
      leadIn: opening === undefined ? null : asked(opening, sent.leadIn),
      history: historyOf(steps).map((step, turn) => asked(step, sent.history[turn])),
    },
    steps: own.map((step, index) => {
      const { generationId, reply } = step;
      return {
        asked: asked(step, sent.replies[index]),
        servedModel: reply.servedModel,
        fingerprint: reply.fingerprint,
        finishRaw: reply.finishRaw,
        attempts: reader.facts(generationId).attempts,
        cachedTokens: reply.usage?.cachedTokens ?? null,
        cost: cost(reply.usage),
        readout: reply.readout ?? null,
        sharedWith: sharing(generationId),
      };
    }),
    followUps: followUpsOf(told, last),
    refusals: refusalsOf(told, { request: sent.replies[0] ?? null, step: own[0] }),
  };
}

/** @param exit the request in which the exit was offered, and the reply that took it */
function followUpsOf(
  { store, condition, trial, followUps, reader }: ToldTrial,
  { request, reply }: { readonly request: ModelRequest | null; readonly reply: Reply | undefined },
): TrialDetail['followUps'] {
  return trialFollowUps(store, trial.trialId, followUps).map(({ followUp, steps }) => {
    const replies = steps.map((step) => step.reply);
    const requests =
      request === null || reply === undefined ? [] : followUpRequests(followUp, { request, reply }, replies);
    return steps.map(({ generationId }, k) => reader.asked(generationId, requests[k] ?? null, condition.series));
  });
}

/** What scorers of refusals asked about the first reply. */
function refusalsOf(
  { store, trial, scorers, reader }: ToldTrial,
  { request, step }: { readonly request: ModelRequest | null; readonly step: StoredStep | undefined },
): TrialDetail['refusals'] {
  if (step === undefined) return [];
  const { question, exit } = trial.offer as Offer;
  return generationScores(store, scorers, step.generationId).map(({ scorer: name, version, verdictId }) => {
    if (verdictId === null) return null;
    const scored = { request, exit: question === null ? exit : null, reply: step.reply };
    const asked = request === null ? null : askedRequest({ name, version }, { ...scored, request });
    return reader.asked(verdictId, asked, refusalSeries);
  });
}
