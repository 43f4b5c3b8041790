import type { Conversation } from '../conversation/messages.ts';
import { openedConversation } from '../conversation/opened.ts';
import type { Outcome } from '../conversation/outcome.ts';
import { methods } from '../methods/index.ts';
import type { Offer, Situation } from '../methods/method.ts';
import type { ModelErrorKind } from '../models/model-error.ts';
import type { TrialContext } from '../models/model.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { PendingTrial } from '../store/pending.ts';
import { historyStep, leadInStep, type FailedAttempt, type GenerationRef, type TrialEnding } from '../store/records.ts';
import { GenerationTaken } from '../store/write-records.ts';
import { CallFailed, type Calls } from './calls.ts';
import { authorKindsOf, authored, givenReplyTo, historyContext, historyRequest, noReplyOf } from './authored.ts';
import { leadInOutcome, leadInRequest } from './lead-in-reply.ts';
import { scoreTrial } from './score.ts';
import { situationIn } from './situation.ts';

/** How a trial ended for those who run it. */
export type TrialEnd =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  /** The model says it cannot be offered tools, or cannot tell probabilities: no trial is stored. */
  | { readonly kind: 'unsupported'; readonly reason: string };

type Asked =
  | {
      readonly kind: 'over';
      readonly ending: TrialEnding;
      readonly note: string | null;
      readonly leadIn: GenerationRef | null;
      readonly history: readonly GenerationRef[];
      readonly steps: readonly GenerationRef[];
      readonly failed: readonly FailedAttempt[];
    }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** The model cannot do what the arm asks for: no trial of it would end otherwise. */
const cannotDo: ReadonlySet<ModelErrorKind> = new Set(['unsupported-tools', 'unsupported-readout']);

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
      const { ending, note, leadIn, history, steps, failed } = asked;
      const { offer, offerId } = offerOf(trial);
      const replies = steps.map((step) => step.reply);
      const outcomes = scoreTrial(offer, {
        ending,
        leadIn: leadIn?.reply ?? null,
        history: history.map((turn) => turn.reply),
        replies,
      });
      await writer.add({
        kind: 'trial',
        armId: trial.line.armId,
        epoch: trial.epoch,
        itemId: trial.item.itemId,
        offerId,
        ending,
        note,
        leadIn,
        history,
        steps,
        failed,
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
  const method = methods[trial.line.arm.method];
  const { offer } = offerOf(trial);
  const steps: GenerationRef[] = [];
  const history: GenerationRef[] = [];
  const failed: FailedAttempt[] = [];
  let leadIn: GenerationRef | null = null;
  const over = (ending: TrialEnding, note: string | null): Asked => ({
    kind: 'over',
    ending,
    note,
    leadIn,
    history,
    steps,
    failed,
  });
  let k = leadInStep;
  try {
    const opening = leadInRequest(trial.line.arm, trial.item.conversation);
    if (opening !== null) {
      // One draw for all epochs: at temperature 0 there is nothing to draw.
      const generated = await calls.get(opening, { ...contextOf(trial, 'lead-in'), exit: null, epoch: 1 }, signal);
      failed.push(...generated.failed.map((attempt) => ({ ...attempt, k: leadInStep })));
      leadIn = generated.ref;
      await generated.committed;
      if (leadInOutcome(leadIn.reply) !== null) return over('scored', null);
    }
    for (;;) {
      const { conversation, isWhole } = opened(trial, leadIn, history);
      if (isWhole) break;
      const request = historyRequest(trial.line.arm.settings, conversation);
      k = historyStep(history.length);
      const turn = await authored(trial, calls, request, historyContext(trial, history.length), signal);
      if (turn === null) return over('error', `${noReplyOf(trial.line.arm.historyAuthor)} at an earlier turn`);
      failed.push(...turn.failed.map((attempt) => ({ ...attempt, k: historyStep(history.length) })));
      history.push(turn.ref);
      await turn.committed;
      if (leadInOutcome(turn.ref.reply) !== null) return over('scored', null);
    }
    const situation = situationOf(trial, leadIn, history);
    let next = method.next(offer, situation, []);
    k = 0;
    if (trial.line.arm.replyAuthor !== 'self' && next.kind === 'ask') {
      const given = await givenReplyTo(trial, calls, next.request);
      if (given === null) return over('skipped', 'the dataset has no reply to this item');
      if (given === 'missing') return over('error', `${noReplyOf(trial.line.arm.replyAuthor)} to this item`);
      steps.push(given.ref);
      await given.committed;
      next = method.next(offer, situation, [given.ref.reply]);
      k = 1;
    }
    for (; next.kind === 'ask'; k += 1) {
      const generated = await calls.get(next.request, contextOf(trial, next.step), signal);
      failed.push(...generated.failed.map((attempt) => ({ ...attempt, k })));
      steps.push(generated.ref);
      const replies = steps.map((step) => step.reply);
      next = method.next(offer, situation, replies);
      // What is asked next rests on this reply, so it must be durable first; the last one goes with its trial.
      if (next.kind === 'ask') await generated.committed;
    }
    return over('scored', null);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (cannotDo.has(error.error.kind)) return { kind: 'unsupported', reason: error.message };
    failed.push(...error.attempts.map((attempt) => ({ ...attempt, k })));
    return over(error.error.kind === 'context-too-long' ? 'skipped' : 'error', error.message);
  }
}

/** What this trial's item is offered: in its own language where the arm says so. */
export function offerOf({ line, item }: PendingTrial): { readonly offer: Offer; readonly offerId: number } {
  const own = line.arm.offersByLanguage?.[item.language ?? ''];
  const ownId = line.offerIds.byLanguage[item.language ?? ''];
  return own === undefined || ownId === undefined
    ? { offer: line.arm.offer, offerId: line.offerIds.offer }
    : { offer: own, offerId: ownId };
}

/**
 * Where this trial offers the exit; `leadIn` is the reply its lead-in asked for, `null` where it asks for none, `history`
 * the earlier assistant turns that were not taken from the dataset.
 */
export function situationOf(
  trial: Pick<PendingTrial, 'line' | 'item'>,
  leadIn: GenerationRef | null,
  history: readonly GenerationRef[],
): Situation {
  return situationIn(opened(trial, leadIn, history).conversation, trial.line.arm.settings);
}

/** The conversation as it is sent, as far as its earlier turns are written; whole where all are. */
export function opened(
  { line, item }: Pick<PendingTrial, 'line' | 'item'>,
  leadIn: GenerationRef | null,
  history: readonly GenerationRef[],
): { readonly conversation: Conversation; readonly isWhole: boolean } {
  const { leadIn: opening, historyAuthor, settings } = line.arm;
  return openedConversation(
    item.conversation,
    { leadIn: opening, system: settings.system, historyAuthor },
    { leadIn: leadIn?.reply ?? null, history: history.map(({ reply }) => reply) },
  );
}

function contextOf(trial: PendingTrial, step: TrialContext['step']): TrialContext {
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
    wording: line.arm.wording,
    leadIn: line.arm.leadIn?.name ?? null,
    twin: item.isTwin,
    ...authorKindsOf(line.arm),
    turn: item.turn,
    epoch,
    step,
    exit: offersNow ? offer.exit : null,
  };
}
