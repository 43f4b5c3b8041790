import { followUpScorerVersion, scorerVersions, type Outcome } from '../conversation/outcome.ts';
import type { FollowUp } from '../follow-ups/follow-up.ts';
import { storedObject, storedText } from './stored-json.ts';
import type { StoredCondition } from './conditions.ts';
import { followUpSteps } from './rescore-follow-ups.ts';
import type { StoredFollowUp } from './plan-follow-ups.ts';
import type { Store } from './store.ts';

/** What a revision of a study asks after each bail, in its order. */
export function planFollowUps(store: Store, revisionId: number): readonly StoredFollowUp[] {
  return store.statements
    .get(
      `SELECT p.content_id, p.label, p.draws, c.bytes FROM plan_follow_up p JOIN content c ON c.id = p.content_id
       WHERE p.study_revision_id = ? ORDER BY p.position`,
    )
    .all(revisionId)
    .map((row) => ({
      contentId: Number(row['content_id']),
      label: String(row['label']),
      draws: Number(row['draws']),
      followUp: storedObject<FollowUp>(row['bytes'] as Uint8Array),
    }));
}

/** A child trial, as counts need it. */
export interface FollowUpOutcomeRow {
  readonly trialId: number;
  readonly itemId: number;
  readonly draw: number;
  /** `null` where only an older scorer has seen it. */
  readonly outcome: Outcome | null;
  /** Whether its trial is a bail by the present version of the strict scorer. */
  readonly isAfterBail: boolean;
}

/** The child trials of one follow-up in a condition's epochs, by trial and draw. */
export function followUpOutcomes(
  store: Store,
  { armId, epochs }: StoredCondition,
  { contentId, draws }: StoredFollowUp,
): readonly FollowUpOutcomeRow[] {
  return store.statements
    .get(
      `SELECT f.trial_id, t.item_id, f.draw, p.outcome, o.outcome AS parent
       FROM trial t JOIN follow_up f ON f.trial_id = t.id AND f.content_id = ? AND f.draw <= ?
       LEFT JOIN follow_up_outcome p ON p.follow_up_id = f.id AND p.version = ?
       LEFT JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ?
       WHERE t.arm_id = ? AND t.epoch <= ? ORDER BY f.trial_id, f.draw`,
    )
    .all(contentId, draws, followUpScorerVersion, scorerVersions.strict, armId, epochs)
    .map((row) => ({
      trialId: Number(row['trial_id']),
      itemId: Number(row['item_id']),
      draw: Number(row['draw']),
      outcome: row['outcome'] as Outcome | null,
      isAfterBail: row['parent'] === 'bail',
    }));
}

/** One child trial of a trial, with its texts. */
export interface StoredFollowUpTrial {
  readonly label: string;
  readonly followUp: FollowUp;
  readonly draw: number;
  readonly outcome: Outcome | null;
  readonly flags: readonly string[];
  /** The scorer whose bail it was asked after, with its version. */
  readonly after: string;
  /** Why it was skipped or failed. */
  readonly note: string | null;
  readonly steps: ReturnType<typeof followUpSteps>;
}

/** The child trials of a trial among those a revision asks for, in the plan's order. */
export function trialFollowUps(
  store: Store,
  trialId: number,
  planned: readonly StoredFollowUp[],
): readonly StoredFollowUpTrial[] {
  return planned.flatMap(({ contentId, label, followUp, draws }) =>
    store.statements
      .get(
        `SELECT f.id, f.draw, f.scorer, f.version, f.note, o.outcome, o.flags FROM follow_up f
         LEFT JOIN follow_up_outcome o ON o.follow_up_id = f.id AND o.version = ?
         WHERE f.trial_id = ? AND f.content_id = ? AND f.draw <= ? ORDER BY f.draw`,
      )
      .all(followUpScorerVersion, trialId, contentId, draws)
      .map((row) => ({
        label,
        followUp,
        draw: Number(row['draw']),
        outcome: row['outcome'] as Outcome | null,
        flags: row['flags'] === null || row['flags'] === '' ? [] : String(row['flags']).split(','),
        after: `${String(row['scorer'])} ${Number(row['version'])}`,
        note: row['note'] === null ? null : storedText(row['note'] as Uint8Array),
        steps: followUpSteps(store, Number(row['id'])),
      })),
  );
}
