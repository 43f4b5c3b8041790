import { followUpScorerVersion, scorerVersions, type Outcome } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { nextFollowUp, scoreFollowUp, type FollowUp } from '../follow-ups/follow-up.ts';
import { methods } from '../methods/index.ts';
import type { Offer } from '../methods/method.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { BailedTrial, PendingFollowUp } from '../store/pending-follow-ups.ts';
import type { FailedAttempt, FollowUpOutcome, GenerationRef, TrialEnding } from '../store/records.ts';
import { GenerationTaken } from '../store/write-records.ts';
import { authorKindsOf } from './authored.ts';
import { CallFailed, type Calls } from './calls.ts';
import { situationOf } from './run-trial.ts';

/** Draws of one follow-up are at most this many epochs apart, so that no two share a number: see `drawNumber`. */
const mostEpochs = 100_000;

/**
 * The number of a draw among the generations of its request: two epochs may have ended in the very same words, and the
 * follow-ups to them are independent draws all the same.
 */
export function drawNumber(epoch: number, draw: number): number {
  return (draw - 1) * mostEpochs + epoch;
}

/** The request in which an exit was offered, and the reply that took it. */
export function exitOf({ offer, line, item, leadIn, history, replies }: BailedTrial): {
  request: ModelRequest;
  reply: Reply;
} {
  const method = methods[line.arm.method];
  const reply = replies.at(-1);
  const last = method.next(offer as Offer, situationOf({ line, item }, leadIn, history), replies.slice(0, -1));
  if (reply === undefined || last.kind !== 'ask') throw new Error(`a bail by ${method.name} without its replies`);
  return { request: last.request, reply };
}

/**
 * Runs one child trial to its end and stores it.
 *
 * @throws the signal's reason when aborted: it then stays pending, and what was generated stays stored.
 */
export async function runFollowUp(
  pending: PendingFollowUp,
  calls: Calls,
  writer: GroupCommit,
  signal: AbortSignal,
): Promise<Outcome> {
  for (;;) {
    try {
      const { ending, note, steps, failed } = await ask(pending, calls, signal);
      const { parent, followUp, draw } = pending;
      const outcome = outcomeOfFollowUp(
        followUp.followUp,
        ending,
        steps.map((step) => step.reply),
        (parent.offer as Offer).exit,
      );
      await writer.add({
        kind: 'follow-up',
        trialId: parent.trialId,
        scorer: 'strict',
        version: scorerVersions.strict,
        contentId: followUp.contentId,
        draw,
        ending,
        note,
        steps,
        outcome,
        failed,
      });
      return outcome.outcome;
    } catch (error) {
      // Another process stored one of the replies first: start again, with the stored one.
      if (!(error instanceof GenerationTaken)) throw error;
    }
  }
}

/** What the present scorer makes of a child trial's replies. One that was skipped or failed has that as its outcome. */
export function outcomeOfFollowUp(
  followUp: FollowUp,
  ending: TrialEnding,
  replies: readonly Reply[],
  offered: Offer['exit'],
): FollowUpOutcome {
  const version = followUpScorerVersion;
  if (ending !== 'scored') return { version, outcome: ending, via: null, flags: [], evidence: null };
  const { outcome, via, flags, evidence } = scoreFollowUp(followUp, replies, offered);
  return { version, outcome, via, flags, evidence };
}

interface Asked {
  readonly ending: TrialEnding;
  readonly note: string | null;
  readonly steps: readonly GenerationRef[];
  readonly failed: readonly FailedAttempt[];
}

async function ask({ parent, followUp, draw }: PendingFollowUp, calls: Calls, signal: AbortSignal): Promise<Asked> {
  const steps: GenerationRef[] = [];
  const failed: FailedAttempt[] = [];
  const exit = exitOf(parent);
  try {
    for (;;) {
      const next = nextFollowUp(
        followUp.followUp,
        exit,
        steps.map((step) => step.reply),
      );
      if (next.kind === 'settled') return { ending: 'scored', note: null, steps, failed };
      const context = contextOf(parent, followUp, next, drawNumber(parent.epoch, draw));
      const generated = await calls.get(next.request, context, signal);
      failed.push(...generated.failed.map((attempt) => ({ ...attempt, k: steps.length })));
      steps.push(generated.ref);
      // What is asked next rests on this reply, so it must be durable first; the last one goes with its trial.
      if (!next.isLast) await generated.committed;
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    failed.push(...error.attempts.map((attempt) => ({ ...attempt, k: steps.length })));
    return {
      ending: error.error.kind === 'context-too-long' ? 'skipped' : 'error',
      note: error.message,
      steps,
      failed,
    };
  }
}

function contextOf(
  { line, item }: BailedTrial,
  { followUp, label }: PendingFollowUp['followUp'],
  { turn, isLast }: { readonly turn: FollowUp['turns'][number]; readonly isLast: boolean },
  epoch: number,
): Parameters<Calls['get']>[1] {
  return {
    item: item.hash,
    itemName: item.name,
    cluster: item.cluster,
    category: item.category,
    method: line.arm.method,
    // The open question stands before both orders of the one with answers, which share the reply to it.
    order: isLast ? followUp.order : null,
    wording: line.arm.wording,
    leadIn: line.arm.leadIn?.name ?? null,
    twin: item.isTwin,
    ...authorKindsOf(line.arm),
    turn: item.turn,
    epoch,
    step: turn.step,
    followUp: label,
    exit: isLast ? followUp.exit : null,
  };
}
