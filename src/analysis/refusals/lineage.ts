import type { StoredRevision } from '../../store/conditions.ts';

interface ModelEntry {
  readonly name?: string;
  readonly use?: string;
  readonly model?: string;
  readonly alteredFrom?: string;
}

/** Which model of a study each altered one was made from, by what results call them. */
export function alteredModels({ settings }: Pick<StoredRevision, 'settings'>): ReadonlyMap<string, string> {
  const models = (settings as { models?: readonly (string | ModelEntry)[] }).models ?? [];
  return new Map(
    models.flatMap((entry) => {
      if (typeof entry === 'string' || entry.alteredFrom === undefined) return [];
      return [[entry.name ?? entry.use ?? entry.model ?? '', entry.alteredFrom] as const];
    }),
  );
}
