import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { latestRevisions, type StoredRevision } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';

/**
 * The newest revision of every study of a store, or of the one of this name.
 *
 * @throws ExitpollError when the store has no study, or none of that name.
 */
export async function studyRevisions(store: Store, name: string | undefined): Promise<readonly StoredRevision[]> {
  const revisions = await latestRevisions(store, name);
  if (revisions.length > 0) return revisions;
  const names = (await latestRevisions(store)).map((revision) => revision.name);
  throw new ExitpollError(
    name === undefined ? 'the store has no study yet' : `the store has no study "${name}".${didYouMean(name, names)}`,
    {
      code: 'no-such-study',
      at: { file: store.file },
      hint: names.length === 0 ? 'Run one first: `exitpoll run study.yaml`.' : `It has: ${names.join(', ')}.`,
    },
  );
}
