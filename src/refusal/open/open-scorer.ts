import { isLoopback } from '../../models/http/base-url.ts';
import type { Keys } from '../../models/keys.ts';
import type { Model } from '../../models/model.ts';
import type { PriceBook } from '../../run/prices.ts';
import type { Price } from '../../run/limits/limits.ts';
import type { AskJudge } from '../judge/judge.ts';
import type { PureScorer, RefusalScorer } from '../score.ts';
import { parseScorer, type ScorerReference } from '../scorer-reference.ts';

/** A scorer that works on this machine alone, and asks nobody. */
interface OpenedHere {
  readonly kind: 'pure' | 'local';
  readonly name: string;
  readonly version: string;
  readonly scorer: PureScorer | RefusalScorer;
}

/** A scorer that asks a model. */
export interface OpenedAsking {
  readonly kind: 'asks';
  readonly name: string;
  readonly version: string;
  readonly model: Model;
  /** What prompts and replies are sent to: a host; `null` where they stay on this machine. */
  readonly host: string | null;
  /** What its tokens cost; nothing on this machine, `null` where no price is known. */
  readonly price: Price | null;
  /** The scorer, asking through `ask`. */
  through(ask: AskJudge): RefusalScorer;
}

export type OpenedScorer = (OpenedHere | OpenedAsking) & { close(): Promise<void> };

export interface OpenScorerOptions {
  readonly keys: Keys;
  /** Where relative paths start. */
  readonly baseDir: string;
  /** The user's own list of prices. */
  readonly prices?: PriceBook | undefined;
  readonly onNotice?: ((text: string) => void) | undefined;
}

const nothingToClose = (): Promise<void> => Promise.resolve();
const free: Price = { input: 0, output: 0, cachedInput: 0 };

/**
 * Opens a scorer by its name. What a kind of scorer needs is only loaded here.
 *
 * @throws ExitpollError on a name that is none, and whatever keeps it from being opened.
 */
export async function openScorer(name: string, options: OpenScorerOptions): Promise<OpenedScorer> {
  const reference = parseScorer(name);
  switch (reference.kind) {
    case 'lexicon': {
      const { lexicon } = await import('../lexicon/lexicon.ts');
      return { kind: 'pure', name: lexicon.name, version: lexicon.version, scorer: lexicon, close: nothingToClose };
    }
    case 'hf': {
      const { openHfScorer } = await import('../hf/hf.ts');
      const scorer = await openHfScorer(reference.model, reference.text, options.baseDir);
      return { kind: 'local', name: scorer.name, version: scorer.version, scorer, close: nothingToClose };
    }
    case 'endpoint':
      return openEndpointScorer(reference, options);
    case 'judge':
      return openJudge(reference, options);
    default:
      return reference satisfies never;
  }
}

async function openEndpointScorer(
  reference: ScorerReference & { kind: 'endpoint' },
  { keys }: OpenScorerOptions,
): Promise<OpenedScorer> {
  const { endpointScorer } = await import('../endpoint/endpoint.ts');
  const { wireFormOf } = await import('../endpoint/wire.ts');
  const { openJsonPoster } = await import('./json-poster.ts');
  const { classifierModel, postThrough } = await import('./classifier-model.ts');
  wireFormOf(reference.url);
  const poster = await openJsonPoster(reference.url, keys);
  const through = (ask: AskJudge): RefusalScorer => endpointScorer({ ...reference, post: postThrough(ask) });
  const { name, version } = endpointScorer({ ...reference, post: () => Promise.resolve(null) });
  const model = classifierModel(name, version, poster);
  const host = isLoopback(new URL(reference.url).origin) ? null : poster.host;
  return { kind: 'asks', name, version, model, host, price: free, through, close: () => model.close() };
}

async function openJudge(
  reference: ScorerReference & { kind: 'judge' },
  options: OpenScorerOptions,
): Promise<OpenedScorer> {
  const { judgeScorer } = await import('../judge/judge.ts');
  const { openEndpoint, openReference, thisMachine } = await import('../../run/open-reference.ts');
  const { priceOf } = await import('../../run/prices.ts');
  const [, baseUrl, served] = /^(https?:\/\/[^#]+)#(.+)$/.exec(reference.model) ?? [];
  const isUrl = baseUrl !== undefined && served !== undefined;
  const { model, destination } = isUrl
    ? await openEndpoint({ baseUrl, model: served }, options)
    : await openReference(reference.model, options);
  const through = (ask: AskJudge): RefusalScorer => judgeScorer(reference.model, ask);
  const { name, version } = through(() => Promise.reject(new Error('nobody to ask')));
  const entry = isUrl ? { baseUrl, model: served } : reference.model;
  return {
    kind: 'asks',
    name,
    version,
    model,
    host: destination === thisMachine ? null : destination,
    price: priceOf(entry, destination, options.prices ?? null)?.price ?? null,
    through,
    close: () => model.close(),
  };
}
