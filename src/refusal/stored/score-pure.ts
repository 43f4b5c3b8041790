import type { ScoreReply } from '../../run/calls.ts';
import { storedRequest } from '../../run/stored-request.ts';
import { putScorer, writeScore } from '../../store/scores.ts';
import type { Store } from '../../store/store.ts';
import { countUnscored, unscoredReplies, type UnscoredOptions } from '../../store/unscored-replies.ts';
import type { PureScorer } from '../score.ts';
import { pureRecord } from './score-record.ts';

/** Scores replies as a run stores them. */
export function scoringOf(store: Store, scorers: readonly PureScorer[]): ScoreReply {
  const known = scorers.map((scorer) => ({ scorer, id: putScorer(store, scorer.name, scorer.version) }));
  return (request, reply, exit) => known.map(({ scorer, id }) => pureRecord(id, scorer, { request, reply, exit }));
}

export interface PureScoringOptions extends UnscoredOptions {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const batchSize = 256;

/**
 * Scores the stored first replies that this version of a scorer has not scored; batch by batch, so that a kill costs
 * no more than one.
 *
 * @returns how many were scored.
 */
export function scoreStoredPurely(store: Store, scorer: PureScorer, options: PureScoringOptions = {}): number {
  const id = putScorer(store, scorer.name, scorer.version);
  const total = countUnscored(store, id, options);
  let done = 0;
  if (total === 0) return 0;
  const replies = unscoredReplies(store, id, options);
  for (let isOver = false; !isOver && options.signal?.aborted !== true;) {
    const records: { generationId: number; record: ReturnType<typeof pureRecord> }[] = [];
    while (records.length < batchSize) {
      const next = replies.next();
      if (next.done === true) {
        isOver = true;
        break;
      }
      const { generationId, reply } = next.value;
      records.push({ generationId, record: pureRecord(id, scorer, { ...storedRequest(next.value), reply }) });
    }
    store.transaction(() => {
      for (const { generationId, record } of records) writeScore(store.statements, generationId, record);
    });
    done += records.length;
    options.onProgress?.(done, total);
  }
  return done;
}
