import type { Reply } from '../conversation/reply.ts';
import { leadInStep, type OutcomeRecord, type TrialEnding } from './records.ts';
import { ContentCache } from './content-cache.ts';
import type { Store } from './store.ts';
import { historyOf, trialSteps, type StoredStep } from './trial-rows.ts';
import { writeOutcome } from './write-records.ts';

/** What rescoring did. */
export interface RescoreCounts {
  /** Trials looked at. */
  readonly trials: number;
  /** Outcomes written because this version of the scorer had none. */
  readonly added: number;
  /** Outcomes of this version that came out differently and were replaced: a scorer changed without a new version. */
  readonly changed: number;
}

export interface TrialToRescore {
  readonly trialId: number;
  readonly ending: TrialEnding;
  readonly offer: unknown;
  /** The reply a lead-in asked for. */
  readonly leadIn: Reply | null;
  /** Earlier assistant turns that were not taken from the dataset. */
  readonly history: readonly Reply[];
  readonly replies: readonly Reply[];
}

const batchSize = 500;

/** Every stored trial with its replies, in batches. */
export function* trialsToRescore(store: Store): Generator<{ trials: readonly TrialToRescore[]; total: number }> {
  const total = Number(store.statements.get('SELECT count(*) AS n FROM trial').get()?.['n']);
  const offers = new ContentCache(store);
  for (let after = 0; ;) {
    const rows = store.statements
      .get(`SELECT id, ending, offer_id FROM trial WHERE id > ? ORDER BY id LIMIT ${batchSize}`)
      .all(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = Number(last['id']);
    yield {
      total,
      trials: rows.map((row) => ({
        trialId: Number(row['id']),
        ending: row['ending'] as TrialEnding,
        offer: offers.get(Number(row['offer_id'])),
        ...repliesOf(trialSteps(store, Number(row['id']))),
      })),
    };
  }
}

function repliesOf(steps: readonly StoredStep[]): Pick<TrialToRescore, 'leadIn' | 'history' | 'replies'> {
  return {
    leadIn: steps.find((step) => step.k === leadInStep)?.reply ?? null,
    history: historyOf(steps).map((step) => step.reply),
    replies: steps.filter((step) => step.k >= 0).map((step) => step.reply),
  };
}

/** Writes a batch of results in one transaction. */
export function replaceOutcomes(
  store: Store,
  results: readonly { readonly trialId: number; readonly outcomes: readonly OutcomeRecord[] }[],
): Pick<RescoreCounts, 'added' | 'changed'> {
  return store.transaction(() => {
    let added = 0;
    let changed = 0;
    for (const { trialId, outcomes } of results) {
      for (const outcome of outcomes) {
        const before = store.statements
          .get('SELECT outcome FROM outcome WHERE trial_id = ? AND scorer = ? AND version = ?')
          .get(trialId, outcome.scorer, outcome.version);
        if (before === undefined) added += 1;
        else if (before['outcome'] !== outcome.outcome) changed += 1;
        store.statements
          .get('DELETE FROM outcome WHERE trial_id = ? AND scorer = ? AND version = ?')
          .run(trialId, outcome.scorer, outcome.version);
        writeOutcome(store.statements, trialId, outcome);
      }
    }
    return { added, changed };
  });
}
