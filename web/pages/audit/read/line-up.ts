import type { AuditSession, OwnLabel } from '../../../../src/server/wire/audit.ts';

/** What a rater has before them. */
export interface LineUp {
  /** What is read next; `null` when all have a label. */
  readonly current: number | null;
  /** What comes after it. */
  readonly following: number | null;
  readonly done: number;
  readonly total: number;
  /** Whether all that is left was left for later. */
  readonly isOnlySkipped: boolean;
  /** The label given last. */
  readonly last: OwnLabel | null;
}

/**
 * Lines up what is left to read, in the order of the sample; what was skipped comes at the end.
 *
 * @param skipped ids, the latest last
 */
export function lineUp({ units, labels }: AuditSession, skipped: readonly number[]): LineUp {
  const labelled = new Set(labels.map(({ id }) => id));
  const later = new Set(skipped);
  const open = units.filter((id) => !labelled.has(id));
  const fresh = open.filter((id) => !later.has(id));
  const line = [...fresh, ...skipped.filter((id) => open.includes(id))];
  return {
    current: line[0] ?? null,
    following: line[1] ?? null,
    done: units.length - open.length,
    total: units.length,
    isOnlySkipped: fresh.length === 0 && line.length > 0,
    last: labels.at(-1) ?? null,
  };
}

/** The session with a label given, or taken back where `label` is `null`. */
export function withLabel(session: AuditSession, id: number, label: OwnLabel | null): AuditSession {
  const others = session.labels.filter((one) => one.id !== id);
  return { ...session, labels: label === null ? others : [...others, label] };
}
