import { studyRevisions } from '../../analysis/revisions.ts';
import type { Viewer } from '../viewer.ts';

/**
 * The study a request is about: the one it names, or the one planned last.
 *
 * @throws ExitpollError when the store has no study, or none of that name.
 */
export async function studyOf({ store }: Pick<Viewer, 'store'>, name: string | undefined): Promise<string> {
  const revisions = await studyRevisions(store, name);
  return revisions.reduce((newest, one) => (one.plannedAt > newest.plannedAt ? one : newest)).name;
}
