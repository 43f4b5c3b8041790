import { userInfo } from 'node:os';

import { ExitpollError } from '../base/errors.ts';
import { isRaterName, raterNameRule } from './rater-name.ts';

/**
 * The name of a person who labels.
 *
 * @param given as typed; the name of the user of this machine where none is
 * @throws ExitpollError on a name that is none.
 */
export function personName(given: string | undefined): string {
  const rater = given ?? userInfo().username;
  if (isRaterName(rater)) return rater;
  throw new ExitpollError(`"${rater}" is no name for a rater`, {
    code: 'usage',
    hint: `${raterNameRule} Give another with --rater.`,
  });
}
