import type { Json } from '../base/canonical-json.ts';
import type { Arm } from '../study/arm.ts';
import type { PlannedModel } from '../study/arms.ts';
import type { ContrastPlace } from '../study/contrast-conditions.ts';
import type { StoppingRule } from '../study/schema.ts';
import { hashBytes } from './bytes.ts';
import { putArm, putContent, putModel, putOffers, type OfferIds } from './catalog.ts';
import { declare } from './declarations.ts';
import { insertNamed } from './sqlite/insert.ts';
import type { Store } from './store.ts';

/** A study with its arms and its datasets, ready to be stored. */
export interface PlanToStore {
  readonly name: string;
  /** Hash of the study's content with all it names: equal revisions are one. */
  readonly revision: string;
  readonly settings: Json;
  readonly models: readonly PlannedModel[];
  readonly arms: readonly Arm[];
  readonly datasetIds: readonly number[];
  /** Whether an arm is planned on a dataset; all on all unless told. */
  readonly isPlanned?: (arm: Arm, datasetId: number) => boolean;
  readonly epochs: number;
  /** `null` where every condition gets all its epochs. */
  readonly stopping: StoppingRule | null;
  /** The conditions that each declared contrast compares. */
  readonly contrasts: readonly (readonly ContrastPlace[])[];
}

/** One condition of a stored plan. */
export interface PlanLine {
  readonly position: number;
  readonly armId: number;
  readonly modelId: number;
  readonly datasetId: number;
  /** Those it gets: of one that ends by a rule, all there may be until it has ended. */
  readonly epochs: number;
  readonly stopping: StoppingRule | null;
  /** Whether its rule has ended it. */
  readonly isStopped: boolean;
  readonly unsupported: string | null;
  readonly arm: Arm;
  readonly offerIds: OfferIds;
}

export interface StoredPlan {
  readonly revisionId: number;
  readonly modelIds: readonly number[];
  readonly lines: readonly PlanLine[];
}

/**
 * Stores a plan, or finds it. A line found `unsupported` by asking stays so until `retryUnsupported`.
 *
 * @throws ExitpollError for what the database refuses.
 */
export function savePlan(store: Store, plan: PlanToStore, now: number, retryUnsupported: boolean): StoredPlan {
  return store.transaction(() => {
    const revisionId = insertNamed(store.statements, 'study_revision', {
      hash: hashBytes(plan.revision),
      name: plan.name,
      settings_id: putContent(store, plan.settings),
      planned_at: now,
    });
    store.statements.get('UPDATE study_revision SET planned_at = ? WHERE id = ?').run(now, revisionId);
    const modelIds = plan.models.map((model) => putModel(store, model));
    const lines: PlanLine[] = [];
    for (const datasetId of plan.datasetIds) {
      for (const arm of plan.arms) {
        if (plan.isPlanned?.(arm, datasetId) === false) continue;
        const modelId = modelIds[arm.model] ?? 0;
        const offerIds = putOffers(store, arm);
        const armId = putArm(store, arm, modelId, offerIds);
        const position = lines.length;
        const before = findState(store, revisionId, position);
        const unsupported = arm.unsupported ?? (retryUnsupported ? null : before.unsupported);
        const { stopping } = plan;
        const epochs = before.stoppedEpochs ?? plan.epochs;
        const isStopped = before.stoppedEpochs !== null;
        store.statements
          .get(
            `INSERT INTO plan_line (study_revision_id, position, arm_id, dataset_id, model_label, wording, lead_in, epochs, unsupported, half_width, min_epochs)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET unsupported = excluded.unsupported`,
          )
          .run(
            revisionId,
            position,
            armId,
            datasetId,
            plan.models[arm.model]?.label ?? '',
            arm.wording,
            arm.leadIn?.name ?? null,
            plan.epochs,
            unsupported,
            stopping?.halfWidth ?? null,
            stopping?.minEpochs ?? null,
          );
        lines.push({
          position,
          armId,
          modelId,
          datasetId,
          epochs,
          stopping,
          isStopped,
          unsupported,
          arm,
          offerIds,
        });
      }
    }
    declare(store, revisionId, now, lines, plan.contrasts);
    return { revisionId, modelIds, lines };
  });
}

/** Marks every condition of an arm as one the model cannot do, as it said when it was asked. */
export function markUnsupported(store: Store, revisionId: number, armId: number, reason: string): void {
  store.transaction(() =>
    store.statements
      .get('UPDATE plan_line SET unsupported = ? WHERE study_revision_id = ? AND arm_id = ?')
      .run(reason, revisionId, armId),
  );
}

/** Ends a condition after so many epochs: its rule is met. */
export function markStopped(store: Store, revisionId: number, position: number, epochs: number): void {
  store.transaction(() =>
    store.statements
      .get('UPDATE plan_line SET stopped_epochs = ? WHERE study_revision_id = ? AND position = ?')
      .run(epochs, revisionId, position),
  );
}

/** Lets a plan know which of its conditions have ended by their rule in another store. @returns the plan as it stands. */
export function knowStopped(store: Store, plan: StoredPlan, known: Store): StoredPlan {
  const revision = store.statements.get('SELECT hash FROM study_revision WHERE id = ?').get(plan.revisionId);
  const ended = known.statements
    .get(
      `SELECT l.position, l.stopped_epochs FROM plan_line l JOIN study_revision r ON r.id = l.study_revision_id
       WHERE r.hash = ? AND l.stopped_epochs IS NOT NULL`,
    )
    .all(revision?.['hash'] as Uint8Array);
  for (const line of ended) {
    markStopped(store, plan.revisionId, Number(line['position']), Number(line['stopped_epochs']));
  }
  return { ...plan, lines: planLines(store, plan) };
}

function findState(
  store: Store,
  revisionId: number,
  position: number,
): { readonly unsupported: string | null; readonly stoppedEpochs: number | null } {
  const row = store.statements
    .get('SELECT unsupported, stopped_epochs FROM plan_line WHERE study_revision_id = ? AND position = ?')
    .get(revisionId, position);
  return {
    unsupported: (row?.['unsupported'] ?? null) as string | null,
    stoppedEpochs: (row?.['stopped_epochs'] ?? null) as number | null,
  };
}

/** The plan's lines as they stand now: what a model turned out not to be able to do, and what has ended by its rule. */
export function planLines(store: Store, plan: StoredPlan): readonly PlanLine[] {
  return plan.lines.map((line) => {
    const { unsupported, stoppedEpochs } = findState(store, plan.revisionId, line.position);
    return { ...line, unsupported, epochs: stoppedEpochs ?? line.epochs, isStopped: stoppedEpochs !== null };
  });
}
