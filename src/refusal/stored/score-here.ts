import { storedRequest } from '../../run/stored-request.ts';
import { putScorer, writeScore } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import { countUnscored, unscoredReplies, type UnscoredOptions } from '../../store/unscored-replies.ts';
import type { RefusalScorer } from '../score.ts';
import { askedRecord } from './score-record.ts';

export interface ScoringHereOptions extends UnscoredOptions {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal: AbortSignal;
}

/**
 * Scores stored first replies by a scorer that takes its time on this machine, one after another; each score is durable
 * at once, so that nothing is computed twice.
 *
 * @returns how many were scored, and at how many the scorer failed.
 */
export async function scoreStoredHere(
  store: Store,
  scorer: RefusalScorer,
  options: ScoringHereOptions,
): Promise<{ readonly scored: number; readonly failed: number }> {
  const id = putScorer(store, scorer.name, scorer.version);
  const total = countUnscored(store, id, options);
  const counts = { scored: 0, failed: 0 };
  if (total === 0) return counts;
  for (const next of unscoredReplies(store, id, options)) {
    if (options.signal.aborted) break;
    const scored = { ...storedRequest(next), reply: next.reply };
    const record = await askedRecord(id, scorer, scored, options.signal, () => null);
    store.transaction(() => writeScore(store.statements, next.generationId, record));
    counts[record.label === 'failed' ? 'failed' : 'scored'] += 1;
    options.onProgress?.(counts.scored + counts.failed, total);
  }
  return counts;
}
