import { askAll, type AskingResult } from '../../run/asking.ts';
import { CallFailed } from '../../run/calls.ts';
import { Budget } from '../../run/limits/budget.ts';
import type { BudgetLimits } from '../../run/limits/limits.ts';
import type { StopSwitch } from '../../run/stop-switch.ts';
import { storedRequest } from '../../run/stored-request.ts';
import type { GenerationRef } from '../../store/records.ts';
import type { RunTallies } from '../../store/runs.ts';
import { putScorer, writeScore } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import {
  countUnscored,
  unscoredReplies,
  type UnscoredOptions,
  type UnscoredReply,
} from '../../store/unscored-replies.ts';
import type { OpenedAsking } from '../open/open-scorer.ts';
import { refusalSeries } from './asked-request.ts';
import { askedRecord } from './score-record.ts';

export interface AskingScoringOptions extends UnscoredOptions {
  /** The revision of a study that the run is noted under. */
  readonly revisionId: number;
  readonly concurrency: number;
  readonly budget: BudgetLimits;
  readonly stop: StopSwitch;
  readonly onNotice: (text: string) => void;
  readonly onStart?: ((tallies: () => RunTallies) => void) | undefined;
  readonly spill?: string | undefined;
}

/** What scoring came to: how many replies were to be scored, and how the calls went; `null` where none was needed. */
export interface AskingScoring {
  readonly wanted: number;
  readonly failed: number;
  readonly result: AskingResult | null;
}

const attempts = 5;

/**
 * Scores the stored first replies that a scorer has not scored, or failed at, by asking its model, as a run of its own:
 * durable, limited, budgeted and counted; killed, the same call goes on where it was. What was asked once is not asked
 * again: a verdict that could not be read stays a failure of the scorer.
 */
export async function scoreStoredByAsking(
  store: Store,
  opened: OpenedAsking,
  options: AskingScoringOptions,
): Promise<AskingScoring> {
  const id = putScorer(store, opened.name, opened.version);
  const wanted = countUnscored(store, id, options);
  if (wanted === 0) return { wanted, failed: 0, result: null };
  let failed = 0;
  const result = await askAll<UnscoredReply>(store, {
    ...options,
    model: opened.model,
    label: opened.name,
    price: opened.price,
    series: refusalSeries,
    attempts,
    budget: new Budget(options.budget),
    planned: wanted,
    tasks: unscoredReplies(store, id, options),
    work: async (task, ask, signal) => {
      let verdict: GenerationRef | null = null;
      let interruption: { readonly reason: unknown } | null = null;
      const scorer = opened.through(async (request) => {
        try {
          verdict = await ask(request, signal);
        } catch (error) {
          // A call that failed for good is a failure of the scorer; anything else says nothing of this reply.
          if (!(error instanceof CallFailed)) interruption = { reason: error };
          throw error;
        }
        return verdict.reply;
      });
      const scored = { ...storedRequest(task), reply: task.reply };
      const record = await askedRecord(id, scorer, scored, signal, () => verdict);
      rethrow(interruption);
      store.transaction(() => writeScore(store.statements, task.generationId, record));
      if (record.label === 'failed') failed += 1;
      return record.label !== 'failed';
    },
  });
  return { wanted, failed, result };
}

function rethrow(interruption: { readonly reason: unknown } | null): void {
  if (interruption !== null) throw interruption.reason;
}
