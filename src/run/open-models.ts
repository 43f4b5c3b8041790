import { ExitpollError } from '../base/errors.ts';
import type { Progress } from '../download/progress.ts';
import { openKeys, type Keys } from '../models/keys.ts';
import type { Model } from '../models/model.ts';
import { modelHash } from '../study/arm.ts';
import type { PlannedModel } from '../study/arms.ts';
import type { LoadedStudy } from '../study/load.ts';
import { modelLabel, type Study } from '../study/schema.ts';
import { openEndpoint, openReference } from './open-reference.ts';

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
  const label = modelLabel(entry);
  if (typeof entry === 'string' || 'use' in entry) {
    const { progress, signal, concurrency, onlyToPlan } = options;
    const opened = await openReference(typeof entry === 'string' ? entry : entry.use, {
      keys,
      baseDir: loaded.baseDir,
      timeoutMs,
      progress,
      signal,
      sequences: concurrency === undefined ? undefined : Math.min(concurrency, mostSequences),
      onlyToPlan,
    });
    return { ...opened, planned: plannedModel(opened.model, label) };
  }
  const opened = await openEndpoint({ ...entry, timeoutMs }, { keys, onlyToPlan: options.onlyToPlan });
  return { ...opened, planned: plannedModel(opened.model, label) };
}

function plannedModel({ identity, traits }: Model, label: string): PlannedModel {
  return { label, hash: modelHash(identity), identity, traits };
}
