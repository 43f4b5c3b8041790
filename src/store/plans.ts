import type { Json } from '../base/canonical-json.ts';
import type { Arm } from '../study/arm.ts';
import type { PlannedModel } from '../study/arms.ts';
import { hashBytes } from './bytes.ts';
import { putArm, putContent, putModel, putOffers, type OfferIds } from './catalog.ts';
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
  readonly epochs: number;
}

/** One condition of a stored plan. */
export interface PlanLine {
  readonly position: number;
  readonly armId: number;
  readonly modelId: number;
  readonly datasetId: number;
  readonly epochs: number;
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
        const modelId = modelIds[arm.model] ?? 0;
        const offerIds = putOffers(store, arm);
        const armId = putArm(store, arm, modelId, offerIds);
        const line = { position: lines.length, armId, modelId, datasetId, epochs: plan.epochs, arm, offerIds };
        const before = findUnsupported(store, revisionId, line.position);
        const unsupported = arm.unsupported ?? (retryUnsupported ? null : before);
        store.statements
          .get(
            `INSERT INTO plan_line (study_revision_id, position, arm_id, dataset_id, model_label, wording, lead_in, epochs, unsupported)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET unsupported = excluded.unsupported`,
          )
          .run(
            revisionId,
            line.position,
            armId,
            datasetId,
            plan.models[arm.model]?.label ?? '',
            arm.wording,
            arm.leadIn?.name ?? null,
            plan.epochs,
            unsupported,
          );
        lines.push({ ...line, unsupported });
      }
    }
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

function findUnsupported(store: Store, revisionId: number, position: number): string | null {
  const row = store.statements
    .get('SELECT unsupported FROM plan_line WHERE study_revision_id = ? AND position = ?')
    .get(revisionId, position);
  return row === undefined ? null : ((row['unsupported'] as string | null) ?? null);
}

/** The plan's lines as they stand now: what a model turned out not to be able to do is marked. */
export function planLines(store: Store, plan: StoredPlan): readonly PlanLine[] {
  return plan.lines.map((line) => ({ ...line, unsupported: findUnsupported(store, plan.revisionId, line.position) }));
}
