import type { ModelRequest } from '../../conversation/request.ts';
import { ExitpollError } from '../../base/errors.ts';
import { answerOf, isScore } from '../answer.ts';
import { classifierBody, settingsOfVersion } from '../endpoint/endpoint.ts';
import type { StoredScorer } from '../../store/scores.ts';
import { wireFormOf } from '../endpoint/wire.ts';
import { judgeRequest } from '../judge/rubric.ts';
import { classifierRequest } from '../open/classifier-model.ts';
import { withoutExit } from '../own-text.ts';
import { parseScorer, type ScorerReference } from '../scorer-reference.ts';
import type { ScoredReply } from './score-record.ts';

/** What the generations of scorers are named, apart from those of trials. */
export const refusalSeries = 'refusal';

/**
 * What a scorer asks its model about a reply, by the code that asks; `null` for one that asks nobody, or needs not ask
 * about this reply.
 *
 * @param scorer as it was stored
 */
export function askedRequest(
  { name, version }: Pick<StoredScorer, 'name' | 'version'>,
  { request, exit, reply }: ScoredReply,
): ModelRequest | null {
  const reference = knownScorer(name);
  const answer = answerOf(withoutExit(reply, exit));
  if (reference === null || isScore(answer)) return null;
  switch (reference.kind) {
    case 'judge':
      return judgeRequest(request, answer.text);
    case 'endpoint': {
      const settings = settingsOfVersion(version);
      if (settings === null) return null;
      const body = classifierBody({ url: reference.url, ...settings }, request, answer.text);
      return classifierRequest(JSON.stringify(body));
    }
    case 'lexicon':
    case 'hf':
      return null;
    default:
      return reference satisfies never;
  }
}

/** What a stored name asks for; `null` where it is none of this version's, as in a stranger's store. */
function knownScorer(name: string): ScorerReference | null {
  try {
    const reference = parseScorer(name);
    if (reference.kind === 'endpoint') wireFormOf(reference.url);
    return reference;
  } catch (error) {
    if (error instanceof ExitpollError) return null;
    throw error;
  }
}
