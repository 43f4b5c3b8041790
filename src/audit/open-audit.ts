import { studyRevisions } from '../analysis/revisions.ts';
import { checkSelection, isSelected, type Selection } from '../analysis/selection.ts';
import { ExitpollError } from '../base/errors.ts';
import type { PassageStratum } from '../store/audit-passages.ts';
import type { AuditStratum } from '../store/audit-samples.ts';
import { revisionConditions, type StoredCondition, type StoredRevision } from '../store/conditions.ts';
import type { LabelledUnit } from '../store/labels.ts';
import type { Store } from '../store/store.ts';
import { isAudited } from './audited.ts';
import { drawnPassages } from './draw-passages.ts';
import { drawnStrata } from './draw-sample.ts';

/** What of a store an audit is about. */
export interface AuditScope {
  readonly revision: StoredRevision;
  /** All conditions of the study's newest revision. */
  readonly all: readonly StoredCondition[];
  /** Those asked for that can be audited. */
  readonly conditions: readonly StoredCondition[];
  /** What has been drawn of their trials, and of their conversations. */
  readonly strata: readonly AuditStratum[];
  readonly passages: readonly PassageStratum[];
}

/**
 * Finds out what an audit is about.
 *
 * @throws ExitpollError where the store has no study or several, or no condition that is asked for can be audited.
 */
export async function auditScope(store: Store, study: string | undefined, only: Selection): Promise<AuditScope> {
  const revisions = await studyRevisions(store, study);
  const [revision, another] = revisions;
  if (revision === undefined || another !== undefined) {
    throw new ExitpollError(`the store has ${revisions.length} studies; an audit is of one`, {
      code: 'which-study',
      at: { file: store.file },
      hint: `Add --study with one of ${revisions.map(({ name }) => name).join(', ')}.`,
    });
  }
  const all = await revisionConditions(store, revision.id);
  checkSelection(only, all, store.file);
  const selected = all.filter((condition) => isSelected(only, condition));
  const conditions = selected.filter(isAudited);
  if (conditions.length === 0) {
    throw new ExitpollError('none of these conditions can be audited', {
      code: 'nothing-to-audit',
      at: { file: store.file },
      hint: 'Read are drawn replies to an exit: not the baseline, the placebo tool, readouts, or what a model cannot do.',
    });
  }
  const { name } = revision;
  const strata = drawnStrata(store, name, conditions);
  return { revision, all, conditions, strata, passages: drawnPassages(store, name, conditions) };
}

/** How many trials, or conversations, of an audit are to be read; `null` where nothing was drawn yet. */
export function sampledUnits({ strata, passages }: AuditScope, unit: LabelledUnit): number | null {
  const drawn =
    unit === 'trial' ? strata.map(({ trials }) => trials.length) : passages.map((one) => one.passages.length);
  return drawn.length === 0 ? null : drawn.reduce((sum, size) => sum + size, 0);
}

/** @throws ExitpollError where nothing has been drawn yet. */
export function requireSample(scope: AuditScope, store: Store, unit: LabelledUnit): void {
  const sampled = sampledUnits(scope, unit);
  if (sampled !== null && sampled > 0) return;
  const { name } = scope.revision;
  if (sampled !== null) {
    throw new ExitpollError(`there is nothing to read in ${name} yet: none of these ${unit}s counts in a rate`, {
      code: 'nothing-to-audit',
      at: { file: store.file },
      hint: `Run the study first, or ask for more than 0 ${unit}s.`,
    });
  }
  const [what, flag] = unit === 'trial' ? ['sample', ''] : ['sample of conversations', ' --conversations'];
  throw new ExitpollError(`no ${what} of ${name} has been drawn yet`, {
    code: 'no-sample',
    at: { file: store.file },
    hint: `Draw one: \`exitpoll audit draw${flag}\`.`,
  });
}
