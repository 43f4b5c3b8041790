import type { FilePosition } from '../base/errors.ts';
import { allLevels, factorialPoints, oneFactorPoints, type Factors } from '../wordings/factors.ts';
import { findWordings, pointWordings, type FoundWording } from '../wordings/find-wordings.ts';
import type { LoadedStudy } from './load.ts';
import type { WordingEntry } from './wordings-schema.ts';

/** Every wording a study names, found. */
export interface StudyWordings {
  /** Those of the study's own list. */
  readonly study: readonly FoundWording[];
  /** Those of methods that have a list of their own, by the method's place in the study. */
  readonly byMethod: ReadonlyMap<number, readonly FoundWording[]>;
}

/**
 * Finds every wording a study names, in the study's language.
 *
 * @throws ExitpollError at the field that names a wording there is not.
 */
export async function studyWordings(loaded: LoadedStudy): Promise<StudyWordings> {
  const { study } = loaded;
  const byMethod = new Map<number, readonly FoundWording[]>();
  for (const [index, entry] of study.methods.entries()) {
    if (typeof entry === 'string' || entry.wordings === undefined) continue;
    byMethod.set(index, await findAll(loaded, entry.wordings, ['methods', index, 'wordings']));
  }
  return { study: await findAll(loaded, study.wordings, ['wordings']), byMethod };
}

async function findAll(
  loaded: LoadedStudy,
  entries: readonly WordingEntry[],
  path: readonly PropertyKey[],
): Promise<readonly FoundWording[]> {
  const found: FoundWording[] = [];
  for (const [index, entry] of entries.entries()) {
    found.push(...(await findEntry(loaded, entry, loaded.locate([...path, index]))));
  }
  return found;
}

async function findEntry(
  { study, baseDir }: LoadedStudy,
  entry: WordingEntry,
  at: FilePosition,
): Promise<readonly FoundWording[]> {
  if (typeof entry === 'string') return findWordings(entry, baseDir, study.language, at);
  return pointsOf(entry).flatMap((point) => pointWordings(point, study.language));
}

function pointsOf({ oneFactorAtATime, factorial }: Exclude<WordingEntry, string>): readonly Factors[] {
  if (factorial !== undefined) return factorialPoints(Array.isArray(factorial) ? allLevels(factorial) : factorial);
  return Array.isArray(oneFactorAtATime) ? oneFactorPoints(oneFactorAtATime) : oneFactorPoints();
}
