import type { Json } from '../../base/canonical-json.ts';
import { answerOf, isScore } from '../answer.ts';
import type { ClassifierText } from '../conversation-text.ts';
import type { RefusalScorer } from '../score.ts';
import { failureOf } from '../scorer-failure.ts';
import { readWireAnswer, wireBody, wireFormOf } from './wire.ts';

/** Posts JSON and gives the parsed JSON of a good answer; throws on any other. */
export type PostJson = (body: Json, signal?: AbortSignal) => Promise<unknown>;

export interface EndpointOptions {
  /** Ends in the name of its form: see `wireForms`. */
  readonly url: string;
  /** The name the server knows the classifier by, where it wants one. */
  readonly model?: string | undefined;
  readonly text: ClassifierText;
  readonly post: PostJson;
}

/**
 * A scorer that asks a classifier over HTTP: `endpoint:URL`. Its version is the name of the model: what a server serves
 * under an address may change without notice.
 *
 * @throws ExitpollError when the URL ends in no known form.
 */
export function endpointScorer({ url, model, text, post }: EndpointOptions): RefusalScorer {
  const form = wireFormOf(url);
  return {
    name: `endpoint:${url}`,
    version: `1-${model ?? 'unnamed'}-${text}`,
    async score(prompt, reply, signal) {
      const answer = answerOf(reply);
      if (isScore(answer)) return answer;
      try {
        return readWireAnswer(form, await post(wireBody(form, prompt, answer.text, { model, text }), signal));
      } catch (thrown) {
        return failureOf(thrown, signal);
      }
    },
  };
}
