import type { Outcome } from '../conversation/outcome.ts';
import { methods } from '../methods/index.ts';
import type { Offer, Situation } from '../methods/method.ts';
import type { TrialContext } from '../models/model.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { PendingTrial } from '../store/pending.ts';
import type { FailedAttempt, GenerationRef, TrialEnding } from '../store/records.ts';
import { GenerationTaken } from '../store/write-records.ts';
import { CallFailed, type Calls } from './calls.ts';
import { scoreTrial } from './score.ts';

/** How a trial ended for those who run it. */
export type TrialEnd =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  /** The model says it cannot be offered tools: no trial is stored. */
  | { readonly kind: 'unsupported'; readonly reason: string };

type Asked =
  | {
      readonly kind: 'over';
      readonly ending: TrialEnding;
      readonly note: string | null;
      readonly steps: readonly GenerationRef[];
      readonly failed: readonly FailedAttempt[];
    }
  | { readonly kind: 'unsupported'; readonly reason: string };

/**
 * Runs one trial to its end and stores it.
 *
 * @throws the signal's reason when aborted: the trial then stays pending, and what was generated stays stored.
 */
export async function runTrial(
  trial: PendingTrial,
  calls: Calls,
  writer: GroupCommit,
  signal: AbortSignal,
): Promise<TrialEnd> {
  for (;;) {
    try {
      const asked = await ask(trial, calls, signal);
      if (asked.kind === 'unsupported') return asked;
      const replies = asked.steps.map((step) => step.reply);
      const { offer, offerId } = offerOf(trial);
      const outcomes = scoreTrial(offer, replies, asked.ending);
      await writer.add({
        kind: 'trial',
        armId: trial.line.armId,
        epoch: trial.epoch,
        itemId: trial.item.itemId,
        offerId,
        ending: asked.ending,
        note: asked.note,
        steps: asked.steps,
        failed: asked.failed,
        outcomes,
      });
      return { kind: 'outcome', outcome: outcomes.find((one) => one.scorer === 'strict')?.outcome ?? 'error' };
    } catch (error) {
      // Another process stored one of the replies first: start again, with the stored one.
      if (!(error instanceof GenerationTaken)) throw error;
    }
  }
}

async function ask(trial: PendingTrial, calls: Calls, signal: AbortSignal): Promise<Asked> {
  const { arm } = trial.line;
  const method = methods[arm.method];
  const { offer } = offerOf(trial);
  const situation = situationOf(trial);
  const steps: GenerationRef[] = [];
  const failed: FailedAttempt[] = [];
  let committed: Promise<void> | null = null;
  for (;;) {
    const replies = steps.map((step) => step.reply);
    const next = method.next(offer, situation, replies);
    if (next.kind === 'settled') return { kind: 'over', ending: 'scored', note: null, steps, failed };
    // What is asked next rests on the reply before, so that one must be durable first.
    if (committed !== null) await committed;
    const k = steps.length;
    try {
      const generated = await calls.get(next.request, contextOf(trial, next.step), signal);
      failed.push(...generated.failed.map((attempt) => ({ ...attempt, k })));
      steps.push(generated.ref);
      committed = generated.committed;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.error.kind === 'unsupported-tools') return { kind: 'unsupported', reason: error.message };
      failed.push(...error.attempts.map((attempt) => ({ ...attempt, k })));
      const ending = error.error.kind === 'context-too-long' ? 'skipped' : 'error';
      return { kind: 'over', ending, note: error.message, steps, failed };
    }
  }
}

/** What this trial's item is offered: in its own language where the arm says so. */
function offerOf({ line, item }: PendingTrial): { readonly offer: Offer; readonly offerId: number } {
  const own = line.arm.offersByLanguage?.[item.language ?? ''];
  const ownId = line.offerIds.byLanguage[item.language ?? ''];
  return own === undefined || ownId === undefined
    ? { offer: line.arm.offer, offerId: line.offerIds.offer }
    : { offer: own, offerId: ownId };
}

function situationOf({ line, item }: PendingTrial): Situation {
  const { settings } = line.arm;
  const { system, messages } = item.conversation;
  return {
    conversation: { system: system ?? settings.system, messages },
    replySampling: settings.replySampling,
    answerSampling: settings.answerSampling ?? settings.replySampling,
  };
}

function contextOf(trial: PendingTrial, step: 'reply' | 'answer'): TrialContext {
  const { line, item, epoch } = trial;
  const { offer } = offerOf(trial);
  const offersNow = offer.question === null || step === 'answer';
  return {
    item: item.hash,
    itemName: item.name,
    cluster: item.cluster,
    category: item.category,
    method: line.arm.method,
    order: line.arm.order,
    turn: item.turn,
    epoch,
    step,
    exit: offersNow ? offer.exit : null,
  };
}
