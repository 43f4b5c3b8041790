import { scorerVersions } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import type { FollowUp } from '../follow-ups/follow-up.ts';
import { storedReply } from './stored-json.ts';
import { ContentCache } from './content-cache.ts';
import type { FollowUpOutcome, TrialEnding } from './records.ts';
import type { Store } from './store.ts';
import { writeFollowUpOutcome } from './write-follow-up.ts';

/** A stored child trial with its replies. */
export interface FollowUpToRescore {
  readonly id: number;
  readonly ending: TrialEnding;
  readonly followUp: FollowUp;
  readonly replies: readonly Reply[];
  /** What its trial was offered. */
  readonly offer: unknown;
}

const batchSize = 500;

/** Every stored child trial, in batches. */
export function* followUpsToRescore(store: Store): Generator<readonly FollowUpToRescore[]> {
  const contents = new ContentCache(store);
  for (let after = 0; ;) {
    const rows = store.statements
      .get(`SELECT f.id, f.ending, f.content_id, t.offer_id FROM follow_up f JOIN trial t ON t.id = f.trial_id
         WHERE f.id > ? ORDER BY f.id LIMIT ${batchSize}`)
      .all(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = Number(last['id']);
    yield rows.map((row) => ({
      id: Number(row['id']),
      ending: row['ending'] as TrialEnding,
      followUp: contents.get(Number(row['content_id'])) as FollowUp,
      replies: followUpReplies(store, Number(row['id'])),
      offer: contents.get(Number(row['offer_id'])),
    }));
  }
}

/** The replies of a child trial, first to last. */
export function followUpReplies(store: Store, id: number): readonly Reply[] {
  return followUpSteps(store, id).map(({ reply }) => reply);
}

/** The generations of a child trial, first to last. */
export function followUpSteps(
  store: Store,
  id: number,
): readonly { readonly generationId: number; readonly reply: Reply }[] {
  return store.statements
    .get(
      'SELECT g.id, g.reply FROM follow_up_step s JOIN generation g ON g.id = s.generation_id WHERE s.follow_up_id = ? ORDER BY s.k',
    )
    .all(id)
    .map((row) => ({ generationId: Number(row['id']), reply: storedReply(row['reply'] as Uint8Array) }));
}

/** Writes a batch of results in one transaction. @returns how many are new, and how many came out differently. */
export function replaceFollowUpOutcomes(
  store: Store,
  results: readonly { readonly id: number; readonly outcome: FollowUpOutcome }[],
): { readonly added: number; readonly changed: number } {
  return store.transaction(() => {
    let added = 0;
    let changed = 0;
    for (const { id, outcome } of results) {
      const before = store.statements
        .get('SELECT outcome FROM follow_up_outcome WHERE follow_up_id = ? AND version = ?')
        .get(id, outcome.version);
      if (before === undefined) added += 1;
      else if (before['outcome'] !== outcome.outcome) changed += 1;
      store.statements
        .get('DELETE FROM follow_up_outcome WHERE follow_up_id = ? AND version = ?')
        .run(id, outcome.version);
      writeFollowUpOutcome(store.statements, id, outcome);
    }
    return { added, changed };
  });
}

/** Child trials whose trial is no bail by the present version of the strict scorer: they are kept. */
export function followUpsWithoutBail(store: Store): number {
  const row = store.statements
    .get(
      `SELECT count(*) AS n FROM follow_up f WHERE NOT EXISTS (
         SELECT 1 FROM outcome o
         WHERE o.trial_id = f.trial_id AND o.scorer = 'strict' AND o.version = ? AND o.outcome = 'bail')`,
    )
    .get(scorerVersions.strict);
  return Number(row?.['n']);
}
