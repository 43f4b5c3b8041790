import { ExitpollError } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { corners, type Corner } from './collect.ts';

/** Reads which corners are wanted. @throws ExitpollError on a name that is none. */
export function readCorners(given: readonly string[]): readonly Corner[] {
  if (given.length === 0) return ['no-refusal-bail', 'no-bail-refusal'];
  return given.map((name) => {
    const corner = corners.find((one) => one === name);
    if (corner !== undefined) return corner;
    throw new ExitpollError(`--corner is one of ${corners.join(', ')}; got "${name}".${didYouMean(name, corners)}`, {
      code: 'usage',
    });
  });
}
