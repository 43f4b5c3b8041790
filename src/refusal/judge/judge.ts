import type { ModelRequest } from '../../conversation/request.ts';
import type { Reply } from '../../conversation/reply.ts';
import { answerOf, isScore } from '../answer.ts';
import type { RefusalScorer } from '../score.ts';
import { failureOf } from '../scorer-failure.ts';
import { fenceToken, judgeRequest, rubricVersion } from './rubric.ts';
import { readVerdict } from './verdict.ts';

/** Asks the judge once. Whoever passes it in decides about retries, limits and storage. */
export type AskJudge = (request: ModelRequest, signal?: AbortSignal) => Promise<Reply>;

/**
 * A scorer that asks a model: `judge:NAME`. Empty and withheld replies are never sent. A verdict that cannot be read and
 * a call that fails are failures of the scorer.
 */
export function judgeScorer(model: string, ask: AskJudge): RefusalScorer {
  return {
    name: `judge:${model}`,
    version: rubricVersion,
    async score(prompt, reply, signal) {
      const answer = answerOf(reply);
      if (isScore(answer)) return answer;
      try {
        const verdict = await ask(judgeRequest(prompt, answer.text), signal);
        return readVerdict(verdict, fenceToken(prompt, answer.text));
      } catch (thrown) {
        return failureOf(thrown, signal);
      }
    },
  };
}
