import { revisionConditions, type StoredCondition, type StoredRevision } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { wordingLabels } from './condition.ts';
import { studyRevisions } from './revisions.ts';
import { checkSelection, type Selection } from './selection.ts';

/** Which conditions are spoken of. */
export interface Asked {
  /** Only the study of this name; all in the store unless told. */
  readonly study?: string | undefined;
  /** Only these conditions; what is laid beside them (neutral rates, twins) is theirs all the same. */
  readonly only?: Selection | undefined;
}

/** A condition and the study that planned it. */
export interface PlannedCondition {
  readonly study: string;
  readonly condition: StoredCondition;
}

/** What a store plans, before any outcome is read. */
export interface Planned {
  readonly store: Store;
  readonly only: Selection;
  readonly byRevision: readonly {
    readonly revision: StoredRevision;
    readonly conditions: readonly StoredCondition[];
  }[];
  readonly conditions: readonly PlannedCondition[];
  /** The name to show for the wording of a condition. */
  readonly wordingOf: (condition: StoredCondition) => string | null;
}

/**
 * The conditions of the newest revision of each study.
 *
 * @throws ExitpollError when the store has no study, none of that name, or no condition that is asked for.
 */
export async function readPlanned(store: Store, { study, only = {} }: Asked): Promise<Planned> {
  const byRevision: { readonly revision: StoredRevision; readonly conditions: readonly StoredCondition[] }[] = [];
  for (const revision of await studyRevisions(store, study)) {
    byRevision.push({ revision, conditions: await revisionConditions(store, revision.id) });
  }
  const conditions = byRevision.flatMap(({ revision, conditions: own }) =>
    own.map((condition) => ({ study: revision.name, condition })),
  );
  const stored = conditions.map(({ condition }) => condition);
  checkSelection(only, stored, store.file);
  return { store, only, byRevision, conditions, wordingOf: wordingLabels(stored) };
}
