import { ExitpollError } from '../base/errors.ts';
import type { Progress } from '../download/progress.ts';
import { openKeys, type Keys } from '../models/keys.ts';
import type { Model } from '../models/model.ts';
import { modelHash } from '../study/arm.ts';
import type { PlannedModel } from '../study/arms.ts';
import type { LoadedStudy } from '../study/load.ts';
import { modelLabel, type Study } from '../study/schema.ts';
import type { Price } from './limits/limits.ts';
import { openEndpoint, openReference, type OpenedReference } from './open-reference.ts';
import { priceOf, type PriceBook } from './prices.ts';

/** More conversations at once than this cost a local model more memory than they gain. */
const mostSequences = 16;

/** A model that is open, with where its texts go. */
export interface OpenedModel {
  readonly model: Model;
  readonly planned: PlannedModel;
  /** What texts are sent to: a host, or `this machine`. */
  readonly destination: string;
  /** Bytes of weights that are still to be fetched before it can be asked. */
  readonly weightsToFetch: number;
  /** What its tokens cost: nothing on this machine, `null` where no price is known. */
  readonly price: Price | null;
  /** Who says so, in words; `null` where no price is known. */
  readonly priceFrom: string | null;
}

export interface OpenModelsOptions {
  readonly keys?: Keys;
  /** Told of downloads of weights. */
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Calls at once, for models that must prepare for it. */
  readonly concurrency?: number | undefined;
  /** Nothing will be asked: weights that are not at hand are not fetched, and no key is needed. */
  readonly onlyToPlan?: boolean;
  /** The user's own list of prices; without it only the study's are known. */
  readonly prices?: PriceBook;
  /** Sentences for the user while the models are used. */
  readonly onNotice?: (text: string) => void;
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
  entry: Study['models'][number],
  keys: Keys,
  options: OpenModelsOptions,
): Promise<OpenedModel> {
  const timeoutMs = loaded.study.limits.timeoutSeconds * 1000;
  if (typeof entry === 'string' || 'use' in entry) {
    const { progress, signal, concurrency, onlyToPlan, onNotice } = options;
    const opened = await openReference(typeof entry === 'string' ? entry : entry.use, {
      keys,
      baseDir: loaded.baseDir,
      timeoutMs,
      progress,
      signal,
      sequences: concurrency === undefined ? undefined : Math.min(concurrency, mostSequences),
      onlyToPlan,
      onNotice,
    });
    return openedModel(opened, entry, options.prices);
  }
  const { onlyToPlan, onNotice } = options;
  const opened = await openEndpoint({ ...entry, timeoutMs }, { keys, onlyToPlan, onNotice });
  return openedModel(opened, entry, options.prices);
}

/**
 * Opens a model that belongs to no study, such as a judge: a reference (`openai:NAME`), or `URL#NAME` for an
 * OpenAI-compatible endpoint of the user's own. Nothing is asked of it.
 *
 * @throws ExitpollError when there is no such kind of model, or it cannot be opened.
 */
export async function openOneModel(
  reference: string,
  options: Pick<OpenModelsOptions, 'prices' | 'progress' | 'signal' | 'onNotice'> & {
    readonly keys: Keys;
    readonly baseDir: string;
  },
): Promise<OpenedModel> {
  const [, baseUrl, model] = /^(https?:\/\/[^#]+)#(.+)$/.exec(reference) ?? [];
  if (baseUrl === undefined || model === undefined) {
    return openedModel(await openReference(reference, options), reference, options.prices);
  }
  const entry = { baseUrl, model };
  const opened = openedModel(await openEndpoint(entry, options), entry, options.prices);
  return { ...opened, planned: { ...opened.planned, label: reference } };
}

function openedModel(
  opened: OpenedReference,
  entry: Study['models'][number],
  prices: PriceBook | undefined,
): OpenedModel {
  const known = priceOf(entry, opened.destination, prices ?? null);
  return {
    ...opened,
    planned: plannedModel(opened.model, modelLabel(entry)),
    price: known?.price ?? null,
    priceFrom: known?.from ?? null,
  };
}

function plannedModel({ identity, traits }: Model, label: string): PlannedModel {
  return { label, hash: modelHash(identity), identity, traits };
}
