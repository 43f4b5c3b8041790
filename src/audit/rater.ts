import { userInfo } from 'node:os';

import { ExitpollError } from '../base/errors.ts';

/** What the names of judges begin with. */
export const judgePrefix = 'judge:';

const name = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,59}$/u;

/**
 * The name of a person who labels.
 *
 * @param given as typed; the name of the user of this machine where none is
 * @throws ExitpollError on a name that is none.
 */
export function personName(given: string | undefined): string {
  const rater = given ?? userInfo().username;
  if (name.test(rater)) return rater;
  throw new ExitpollError(`"${rater}" is no name for a rater`, {
    code: 'usage',
    hint: 'Letters, digits, spaces and . _ @ + - are allowed, at most 60; give another with --rater.',
  });
}
