import { isAbsolute, join } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Progress } from '../download/progress.ts';
import type { EndpointSettings } from '../models/anthropic/config.ts';
import type { Keys } from '../models/keys.ts';
import type { LocalModel } from '../models/local/open-local-model.ts';
import type { Model } from '../models/model.ts';
import type { OpenAiModelConfig } from '../models/openai/config.ts';
import { openAiProviders } from '../models/openai/providers.ts';

export interface OpenReferenceOptions {
  readonly keys: Keys;
  /** Where relative paths start. */
  readonly baseDir: string;
  /** Told of downloads of weights. */
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For one call over HTTP. */
  readonly timeoutMs?: number | undefined;
  /** Conversations a local model works on at once. */
  readonly sequences?: number | undefined;
  /** Nothing will be asked: weights that are not at hand are not fetched, and no key is needed. */
  readonly onlyToPlan?: boolean | undefined;
  /** Sentences for the user while the model is used. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** A model opened by a reference. */
export interface OpenedReference {
  readonly model: Model;
  /** What only a local model can do; `null` for all others. */
  readonly local: LocalModel | null;
  /** What texts are sent to: a host, or `this machine`. */
  readonly destination: string;
  /** Bytes of weights that are still to be fetched before it can be asked. */
  readonly weightsToFetch: number;
}

/** What texts are sent to when they do not leave this machine. */
export const thisMachine = 'this machine';

/**
 * Opens the model a reference means: `local:NAME`, `local:FILE.gguf`, `sim:NAME`, `sim:FILE`, `replay:FILE`,
 * `anthropic:NAME`, or another provider's `openai:NAME`. What a kind of model needs is only loaded here: an HTTP client
 * alone takes 0.1 s.
 *
 * @throws ExitpollError when there is no such kind of model, or it cannot be opened.
 */
export async function openReference(reference: string, options: OpenReferenceOptions): Promise<OpenedReference> {
  const colon = reference.indexOf(':');
  const scheme = reference.slice(0, Math.max(0, colon));
  const rest = reference.slice(colon + 1);
  if (scheme === 'sim') {
    const { openSimModel } = await import('../models/sim/open-sim-model.ts');
    return {
      model: await openSimModel(reference, options.baseDir),
      local: null,
      destination: thisMachine,
      weightsToFetch: 0,
    };
  }
  if (scheme === 'local') return openLocal(rest, options);
  if (scheme === 'replay') {
    const { openReplayModel } = await import('../models/replay/open-replay-model.ts');
    return {
      model: await openReplayModel(reference, options),
      local: null,
      destination: thisMachine,
      weightsToFetch: 0,
    };
  }
  if (scheme === 'anthropic') return openAnthropic({ model: rest, timeoutMs: options.timeoutMs }, options);
  const provider = openAiProviders[scheme];
  if (provider === undefined) {
    const schemes = ['local', 'sim', 'replay', 'anthropic', ...Object.keys(openAiProviders)];
    throw new ExitpollError(`there is no kind of model "${scheme}".${didYouMean(scheme || reference, schemes)}`, {
      code: 'unknown-model',
      hint: `Write KIND:NAME; the kinds are ${schemes.join(', ')}. A study can also give baseUrl and model.`,
    });
  }
  const { baseUrl, server } = provider;
  const config = { baseUrl, model: rest, server, timeoutMs: options.timeoutMs };
  return openEndpoint(config, options);
}

/** A model behind an endpoint of the user's own, as a study describes it. */
export type EndpointConfig = OpenAiModelConfig & { readonly protocol?: 'openai' | 'anthropic' | undefined };

/**
 * Opens a model behind an endpoint: OpenAI-compatible, unless it says that it speaks Anthropic's messages.
 *
 * @throws ExitpollError when its URL, its further fields or its key cannot be used.
 */
export async function openEndpoint(
  config: EndpointConfig,
  options: Pick<OpenReferenceOptions, 'keys' | 'onlyToPlan' | 'onNotice'>,
): Promise<OpenedReference> {
  if (config.protocol === 'anthropic') return openAnthropic(config, options);
  const { openOpenAiModel } = await import('../models/openai/openai-model.ts');
  const { onNotice } = options;
  const model = await openOpenAiModel(config, {
    keys: keysFor(options),
    ...(onNotice === undefined ? {} : { onNotice }),
  });
  return { model, local: null, destination: new URL(config.baseUrl).host, weightsToFetch: 0 };
}

async function openAnthropic(
  settings: EndpointSettings,
  options: Pick<OpenReferenceOptions, 'keys' | 'onlyToPlan'>,
): Promise<OpenedReference> {
  const { anthropicConfig, anthropicUrl } = await import('../models/anthropic/config.ts');
  const { openAnthropicModel } = await import('../models/anthropic/anthropic-model.ts');
  const config = anthropicConfig(settings);
  const model = await openAnthropicModel(config, { keys: keysFor(options) });
  return { model, local: null, destination: new URL(anthropicUrl(config).origin).host, weightsToFetch: 0 };
}

/** A plan needs no key. */
function keysFor({ keys, onlyToPlan }: Pick<OpenReferenceOptions, 'keys' | 'onlyToPlan'>): Keys {
  return onlyToPlan === true ? { keyFor: () => Promise.resolve(null), scrub: (text) => text } : keys;
}

async function openLocal(rest: string, options: OpenReferenceOptions): Promise<OpenedReference> {
  const isRelativePath = /[/\\]|\.gguf$/i.test(rest) && !isAbsolute(rest) && !rest.startsWith('~');
  const reference = `local:${isRelativePath ? join(options.baseDir, rest) : rest}`;
  if (options.onlyToPlan === true) {
    const { absentLocalModel } = await import('../models/local/absent-model.ts');
    const absent = await absentLocalModel(rest);
    if (absent !== null) {
      return { model: absent.model, local: null, destination: thisMachine, weightsToFetch: absent.weightsBytes };
    }
  }
  const { openLocalModel } = await import('../models/local/open-local-model.ts');
  const { progress, signal, sequences } = options;
  const local = await openLocalModel(reference, {
    ...(progress === undefined ? {} : { progress }),
    ...(signal === undefined ? {} : { signal }),
    ...(sequences === undefined ? {} : { sequences }),
  });
  return { model: local, local, destination: thisMachine, weightsToFetch: 0 };
}
