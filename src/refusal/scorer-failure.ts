import { messageOf } from '../base/errors.ts';
import type { RefusalFailure } from './score.ts';

/**
 * What a scorer makes of a call that failed: one failure to be counted, unless every further call would fail alike.
 *
 * @throws what was thrown, when the signal was aborted, or it concerns every further call (a wrong key, a wrong URL).
 */
export function failureOf(thrown: unknown, signal: AbortSignal | undefined): RefusalFailure {
  const concernsAll = thrown instanceof Error && 'stopsModel' in thrown && thrown.stopsModel === true;
  if (signal?.aborted === true || concernsAll || !(thrown instanceof Error)) throw thrown;
  return { failed: messageOf(thrown) };
}
