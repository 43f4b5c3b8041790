import { seededRandom, uniformOf } from '../base/random.ts';
import { ExitpollError } from '../base/errors.ts';
import { requestHash } from '../conversation/request-hash.ts';
import { isLoopback } from '../models/http/base-url.ts';
import { openKeys } from '../models/keys.ts';
import type { Model } from '../models/model.ts';
import { outsideTrial } from '../models/outside-trial.ts';
import type { PostJson } from '../refusal/endpoint/endpoint.ts';
import type { AskJudge } from '../refusal/judge/judge.ts';
import type { RefusalScorer } from '../refusal/score.ts';
import { parseScorer, type ScorerReference } from '../refusal/scorer-reference.ts';
import { withRetry } from '../run/retry.ts';

/** Scorers that are ready, and where they send texts. */
export interface OpenScorers extends AsyncDisposable {
  readonly scorers: readonly RefusalScorer[];
  /** Hosts that prompts and replies are sent to; none for what stays on this machine. */
  readonly hosts: readonly string[];
}

/**
 * Opens scorers by their names.
 *
 * @throws ExitpollError on a name that is none, one given twice, and whatever keeps one from being opened.
 */
export async function openScorers(names: readonly string[]): Promise<OpenScorers> {
  const references = names.map(parseScorer);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new ExitpollError(`--scorer ${twice} is given twice`, { code: 'usage' });
  const opened: Opened[] = [];
  try {
    for (const reference of references) opened.push(await open(reference));
  } catch (thrown) {
    await closeAll(opened);
    throw thrown;
  }
  return {
    scorers: opened.map(({ scorer }) => scorer),
    hosts: [...new Set(opened.flatMap(({ host }) => host ?? []))],
    [Symbol.asyncDispose]: () => closeAll(opened),
  };
}

interface Opened {
  readonly scorer: RefusalScorer;
  readonly host: string | null;
  close(): Promise<void>;
}

const stays = { host: null, close: () => Promise.resolve() };

async function closeAll(opened: readonly Opened[]): Promise<void> {
  for (const one of opened) await one.close();
}

async function open(reference: ScorerReference): Promise<Opened> {
  switch (reference.kind) {
    case 'lexicon': {
      const { lexicon } = await import('../refusal/lexicon/lexicon.ts');
      return { scorer: lexicon, ...stays };
    }
    case 'hf': {
      const { openHfScorer } = await import('../refusal/hf/hf.ts');
      return { scorer: await openHfScorer(reference.model, reference.text), ...stays };
    }
    case 'endpoint': {
      const { endpointScorer } = await import('../refusal/endpoint/endpoint.ts');
      const { wireFormOf } = await import('../refusal/endpoint/wire.ts');
      const { openJsonPoster } = await import('./refusal-post.ts');
      wireFormOf(reference.url);
      const poster = await openJsonPoster(reference.url, openKeys(process.env));
      const post: PostJson = (body, signal) => retried(() => poster.post(body, signal), reference.url, signal);
      return {
        scorer: endpointScorer({ ...reference, post }),
        host: isLoopback(new URL(reference.url).origin) ? null : poster.host,
        close: () => poster.close(),
      };
    }
    case 'judge': {
      const { judgeScorer } = await import('../refusal/judge/judge.ts');
      const { openEndpoint, openReference, thisMachine } = await import('../run/open-reference.ts');
      const options = { keys: openKeys(process.env), baseDir: process.cwd() };
      const [, baseUrl, served] = /^(https?:\/\/[^#]+)#(.+)$/.exec(reference.model) ?? [];
      const { model, destination } =
        baseUrl !== undefined && served !== undefined
          ? await openEndpoint({ baseUrl, model: served }, options)
          : await openReference(reference.model, options);
      return {
        scorer: judgeScorer(reference.model, askOf(model)),
        host: destination === thisMachine ? null : destination,
        close: () => model.close(),
      };
    }
    default:
      return unknownKind(reference);
  }
}

function askOf(model: Model): AskJudge {
  return async (request, signal = new AbortController().signal) => {
    const hash = requestHash(request);
    const seed = Math.floor(uniformOf(['judge', hash]) * 2 ** 31);
    return retried(() => model.generate(request, { seed, signal, context: outsideTrial(hash) }), hash, signal);
  };
}

/** Calls again what may pass; throws the last error of what did not. */
async function retried<Result>(
  call: () => Promise<Result>,
  key: string,
  signal = new AbortController().signal,
): Promise<Result> {
  const outcome = await withRetry(call, { random: seededRandom(['refusal-retry', key]), signal });
  if (outcome.kind === 'failed') throw outcome.error;
  return outcome.result;
}

function unknownKind(reference: never): never {
  throw new TypeError(`unknown scorer ${JSON.stringify(reference)}`);
}
