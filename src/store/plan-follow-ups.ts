import type { Json } from '../base/canonical-json.ts';
import type { PlannedFollowUp } from '../study/follow-ups.ts';
import { putContent } from './catalog.ts';
import type { Store } from './store.ts';

/** A follow-up of a stored plan. */
export interface StoredFollowUp extends PlannedFollowUp {
  /** Its rendered texts. */
  readonly contentId: number;
}

/** Stores what a revision of a study asks after a bail. */
export function savePlanFollowUps(
  store: Store,
  revisionId: number,
  followUps: readonly PlannedFollowUp[],
): readonly StoredFollowUp[] {
  if (followUps.length === 0) return [];
  return store.transaction(() =>
    followUps.map((planned, position) => {
      const contentId = putContent(store, planned.followUp as unknown as Json);
      store.statements
        .get(
          `INSERT INTO plan_follow_up (study_revision_id, position, content_id, label, draws) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
        )
        .run(revisionId, position, contentId, planned.label, planned.draws);
      return { ...planned, contentId };
    }),
  );
}
