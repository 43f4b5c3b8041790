import type { ExitMarks } from '../../conversation/exit.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { Reply } from '../../conversation/reply.ts';
import type { GenerationRef, ScoreRecord } from '../../store/records.ts';
import { withOnlyExit, withoutExit } from '../own-text.ts';
import { isFailure, type PureScorer, type RefusalFailure, type RefusalScore, type RefusalScorer } from '../score.ts';

/** A reply to be scored, with the request it answers and how an exit would be taken in it. */
export interface ScoredReply {
  readonly request: ModelRequest;
  readonly exit: ExitMarks | null;
  readonly reply: Reply;
}

/** What a pure scorer makes of a reply, whatever else it says beside the exit it takes. */
export function pureRecord(scorerId: number, scorer: PureScorer, { request, exit, reply }: ScoredReply): ScoreRecord {
  const own = withoutExit(reply, exit);
  return recordOf(scorerId, withOnlyExit(scorer.score(request, own), reply, own), null);
}

/**
 * The same for a scorer that takes its time, or asks somebody.
 *
 * @param verdictOf the reply of whoever was asked, once it is there
 */
export async function askedRecord(
  scorerId: number,
  scorer: RefusalScorer,
  { request, exit, reply }: ScoredReply,
  signal: AbortSignal,
  verdictOf: () => GenerationRef | null,
): Promise<ScoreRecord> {
  const own = withoutExit(reply, exit);
  const result = await scorer.score(request, own, signal);
  return recordOf(scorerId, isFailure(result) ? result : withOnlyExit(result, reply, own), verdictOf());
}

function recordOf(scorerId: number, result: RefusalScore | RefusalFailure, verdict: GenerationRef | null): ScoreRecord {
  if (isFailure(result)) {
    return { scorerId, label: 'failed', score: 0, why: 'failed', evidence: null, verdict, note: result.failed };
  }
  const { label, score, why, evidence } = result;
  return { scorerId, label, score, why, evidence, verdict, note: null };
}
