import { isAbsolute, join } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Progress } from '../download/progress.ts';
import { openKeys, type Keys } from '../models/keys.ts';
import { openLocalModel } from '../models/local/open-local-model.ts';
import type { Model } from '../models/model.ts';
import { openOpenAiModel } from '../models/openai/openai-model.ts';
import { openAiProviders } from '../models/openai/providers.ts';
import { openSimModel } from '../models/sim/open-sim-model.ts';
import { modelHash } from '../study/arm.ts';
import type { PlannedModel } from '../study/arms.ts';
import type { LoadedStudy } from '../study/load.ts';
import type { EndpointModel } from '../study/schema.ts';

/** A model that is open, with where its texts go. */
export interface OpenedModel {
  readonly model: Model;
  readonly planned: PlannedModel;
  /** What texts are sent to: a host, or `this machine`. */
  readonly destination: string;
}

export interface OpenModelsOptions {
  readonly keys?: Keys;
  /** Told of downloads of weights. */
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Calls at once, for models that must prepare for it. */
  readonly concurrency?: number | undefined;
}

/**
 * Opens every model of a study. Nothing is asked of any.
 *
 * @throws ExitpollError at the field of the first model that cannot be opened; those opened before are closed again.
 */
export async function openModels(
  loaded: LoadedStudy,
  options: OpenModelsOptions = {},
): Promise<readonly OpenedModel[]> {
  const keys = options.keys ?? openKeys(process.env);
  const opened: OpenedModel[] = [];
  try {
    for (const [index, entry] of loaded.study.models.entries()) {
      try {
        opened.push(await openModel(loaded, entry, keys, options));
      } catch (error) {
        if (!(error instanceof ExitpollError)) throw error;
        throw new ExitpollError(`models[${index}]: ${error.message}`, {
          code: error.code,
          hint: error.hint,
          at: loaded.locate(['models', index]),
          cause: error,
        });
      }
    }
    return opened;
  } catch (error) {
    await closeModels(opened);
    throw error;
  }
}

/** Closes all, whatever happens to one. */
export async function closeModels(opened: readonly OpenedModel[]): Promise<void> {
  await Promise.allSettled(opened.map(({ model }) => model.close()));
}

async function openModel(
  loaded: LoadedStudy,
  entry: string | EndpointModel,
  keys: Keys,
  options: OpenModelsOptions,
): Promise<OpenedModel> {
  const timeoutMs = loaded.study.limits.timeoutSeconds * 1000;
  if (typeof entry !== 'string') {
    const { name, price: _price, ...config } = entry;
    const model = await openOpenAiModel({ ...config, timeoutMs }, { keys });
    return asOpened(model, name ?? entry.model, new URL(entry.baseUrl).host);
  }
  const colon = entry.indexOf(':');
  const scheme = entry.slice(0, colon);
  const rest = entry.slice(colon + 1);
  if (scheme === 'sim') return asOpened(await openSimModel(entry, loaded.baseDir), entry, 'this machine');
  if (scheme === 'local') {
    const reference = `local:${isRelativePath(rest) ? join(loaded.baseDir, rest) : rest}`;
    const { progress, signal, concurrency } = options;
    const model = await openLocalModel(reference, {
      ...(progress === undefined ? {} : { progress }),
      ...(signal === undefined ? {} : { signal }),
      ...(concurrency === undefined ? {} : { sequences: Math.min(concurrency, 16) }),
    });
    return asOpened(model, entry, 'this machine');
  }
  const provider = openAiProviders[scheme];
  if (provider === undefined) {
    const schemes = ['local', 'sim', ...Object.keys(openAiProviders)];
    throw new ExitpollError(`there is no kind of model "${scheme}".${didYouMean(scheme, schemes)}`, {
      code: 'unknown-model',
      hint: `There are: ${schemes.join(', ')}; or give baseUrl and model for an endpoint of your own.`,
    });
  }
  const { baseUrl, maxTokensField } = provider;
  const model = await openOpenAiModel({ baseUrl, model: rest, maxTokensField, timeoutMs }, { keys });
  return asOpened(model, entry, new URL(baseUrl).host);
}

function asOpened(model: Model, label: string, destination: string): OpenedModel {
  const { identity, traits } = model;
  return { model, planned: { label, hash: modelHash(identity), identity, traits }, destination };
}

function isRelativePath(text: string): boolean {
  return /[/\\]|\.gguf$/i.test(text) && !isAbsolute(text) && !text.startsWith('~');
}
