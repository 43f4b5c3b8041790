import { ExitpollError } from '../base/errors.ts';
import type { LabelledUnit } from '../store/labels.ts';
import type { Store } from '../store/store.ts';
import { auditPassages } from './audit-passages.ts';
import { auditTrials } from './audit-trials.ts';
import type { AuditUnit } from './audit-unit.ts';
import { drawPassages } from './draw-passages.ts';
import { drawSample, type SampleSizes } from './draw-sample.ts';
import type { AuditScope } from './open-audit.ts';

/** The sampled trials, or conversations, of an audit, in the order in which they are read. */
export function auditUnits(store: Store, scope: AuditScope, unit: LabelledUnit): readonly AuditUnit[] {
  const { revision, all, strata, passages } = scope;
  return unit === 'trial'
    ? auditTrials(store, revision.name, all, strata)
    : auditPassages(store, revision.name, all, passages);
}

/**
 * Draws trials, or conversations, to be read.
 *
 * @returns the scope with what was drawn.
 * @throws ExitpollError where conversations are asked for and none of the conditions has any.
 */
export function drawUnits(
  store: Store,
  scope: AuditScope,
  unit: LabelledUnit,
  options: SampleSizes & { readonly seed: number; readonly now: number },
): AuditScope {
  const { revision, conditions } = scope;
  if (unit === 'trial') return { ...scope, strata: drawSample(store, revision.name, conditions, options) };
  const passages = drawPassages(store, revision.name, conditions, options);
  if (passages.length > 0) return { ...scope, passages };
  throw new ExitpollError('there are no conversations in these conditions, only single items', {
    code: 'nothing-to-audit',
    at: { file: store.file },
    hint: 'Conversations are there where a dataset asks about every turn: `turns: every`.',
  });
}
