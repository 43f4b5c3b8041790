import type { Json } from '../../base/canonical-json.ts';
import { answerOf, isScore } from '../answer.ts';
import { classifierTexts, type ClassifierText } from '../conversation-text.ts';
import type { RefusalPrompt, RefusalScorer } from '../score.ts';
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

/** What stands in a version for the name of a model that was given none. */
const unnamed = 'unnamed';

/** What a version of a scorer says of the model it asks and the texts it shows it; `null` for what is no version of ours. */
export function settingsOfVersion(version: string): Pick<EndpointOptions, 'model' | 'text'> | null {
  const [, model, shown] = /^1-(.*)-([^-]*)$/s.exec(version) ?? [];
  const text = classifierTexts.find((one) => one === shown);
  return text === undefined ? null : { model: model === unnamed ? undefined : model, text };
}

/** The end of a scorer's name: what is asked under one address in two ways are two scorers. */
function settingsText({ model, text }: Pick<EndpointOptions, 'model' | 'text'>): string {
  const settings = [
    ...(model === undefined ? [] : [`model=${model}`]),
    ...(text === 'exchange' ? [] : [`text=${text}`]),
  ];
  return settings.length === 0 ? '' : `?${settings.join('&')}`;
}

/** What a classifier is posted about a reply. @throws ExitpollError when its URL ends in no known form. */
export function classifierBody(
  { url, model, text }: Omit<EndpointOptions, 'post'>,
  prompt: RefusalPrompt,
  answer: string,
): Json {
  return wireBody(wireFormOf(url), prompt, answer, { model, text });
}

/**
 * A scorer that asks a classifier over HTTP: `endpoint:URL`, with `?model=` and `?text=` where they were given. Its version is the name of the model: what a server serves
 * under an address may change without notice.
 *
 * @throws ExitpollError when the URL ends in no known form.
 */
export function endpointScorer({ url, model, text, post }: EndpointOptions): RefusalScorer {
  const form = wireFormOf(url);
  return {
    name: `endpoint:${url}${settingsText({ model, text })}`,
    version: `1-${model ?? unnamed}-${text}`,
    async score(prompt, reply, signal) {
      const answer = answerOf(reply);
      if (isScore(answer)) return answer;
      try {
        return readWireAnswer(form, await post(classifierBody({ url, model, text }, prompt, answer.text), signal));
      } catch (thrown) {
        return failureOf(thrown, signal);
      }
    },
  };
}
