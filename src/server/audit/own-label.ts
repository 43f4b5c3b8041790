import type { StoredLabel } from '../../store/labels.ts';
import type { OwnLabel } from '../wire/audit.ts';

/** A person's label as that person's page has it; `null` without one, which only judges leave. */
export function ownLabel({ unitId, label, note, labelledAt }: StoredLabel): OwnLabel | null {
  return label === null ? null : { id: unitId, label, note, labelledAt };
}
