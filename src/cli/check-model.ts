import { ExitpollError, exitCodes, messageOf } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import type { Progress } from '../download/progress.ts';
import { checkModel } from '../models/check/check-model.ts';
import { openKeys } from '../models/keys.ts';
import { knownModel } from '../models/local/known-models.ts';
import type { LocalModel } from '../models/local/open-local-model.ts';
import type { Model } from '../models/model.ts';
import { closeModels, openModels } from '../run/open-models.ts';
import { openReference } from '../run/open-reference.ts';
import { loadStudy, type LoadedStudy } from '../study/load.ts';
import { modelLabel } from '../study/schema.ts';
import { checkProgress, type CheckProgress } from './check-progress.ts';
import { checkPage, type CheckedModel } from './check-page.ts';
import { downloadProgress } from './download-progress.ts';
import { terminalWidth } from './terminal.ts';

/** A model that can be opened, under the name the user knows it by. */
interface Candidate {
  readonly label: string;
  open(options: {
    readonly progress: Progress;
    readonly signal: AbortSignal;
  }): Promise<{ readonly model: Model; readonly local: LocalModel | null }>;
}

/**
 * `exitpoll models check`: asks a model, or every model of a study file, what it can do. A model that fails does not
 * keep the others from being asked. Ctrl-C ends it with what was found out until then.
 *
 * @returns the exit code.
 * @throws ExitpollError when there is no such model or study, or the only model does not answer.
 */
export async function checkCommand(target: string, json: boolean): Promise<number> {
  const candidates = await candidatesOf(target);
  const aborting = new AbortController();
  const interrupt = (): void => aborting.abort(new Error('interrupted'));
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const progress = checkProgress({ json });
  const checked: CheckedModel[] = [];
  try {
    for (const candidate of candidates) {
      const result = await checkOne(candidate, aborting.signal, progress, json);
      if (result === null) break;
      if ('error' in result && candidates.length === 1) throw result.error;
      checked.push(result);
    }
  } finally {
    progress.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  process.stdout.write(checkPage(checked, { json, width: terminalWidth() }));
  if (aborting.signal.aborted) return exitCodes.interrupted;
  return checked.some((result) => 'error' in result) ? exitCodes.userMustAct : exitCodes.done;
}

/** What was found out; `null` when it was interrupted before anything was. */
async function checkOne(
  candidate: Candidate,
  signal: AbortSignal,
  progress: CheckProgress,
  json: boolean,
): Promise<CheckedModel | null> {
  const { label } = candidate;
  let model: Model | null = null;
  try {
    const opened = await candidate.open({ progress: downloadProgress({ json }), signal });
    model = opened.model;
    const check = await checkModel(model, {
      signal,
      onProbe: (about, done, all) => progress.show(label, about, done, all),
    });
    const { identity, traits } = model;
    return { label, identity, traits, defaultSystem: opened.local?.info.defaultSystem ?? null, ...check };
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof ExitpollError) return { label, error };
    if (!(error instanceof Error)) throw error;
    const failure = new ExitpollError(
      `${terminalLine(label, 80)} does not answer: ${terminalLine(messageOf(error), 300)}`,
      { code: 'model-check-failed', hint: hintOf(error), cause: error },
    );
    return { label, error: failure };
  } finally {
    await model?.close();
  }
}

function hintOf(error: Error): string | undefined {
  return 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
}

async function candidatesOf(target: string): Promise<readonly Candidate[]> {
  // A known name, or a file of weights, may stand without its kind.
  const isWeights = knownModel(target) !== undefined || (!hasKind(target) && /\.gguf$/i.test(target));
  if (!isWeights && !hasKind(target) && /\.(ya?ml|json|m?[tj]s)$/i.test(target)) {
    const loaded = await loadStudy(target);
    return loaded.study.models.map((entry, index) => ({
      label: modelLabel(entry),
      open: (options) => openOfStudy(loaded, index, options),
    }));
  }
  const reference = isWeights ? `local:${target}` : target;
  return [
    {
      label: reference,
      // One sequence is enough for a few words, loads faster, and repeats itself.
      open: (options) =>
        openReference(reference, { keys: openKeys(process.env), baseDir: process.cwd(), sequences: 1, ...options }),
    },
  ];
}

function hasKind(target: string): boolean {
  return /^[a-z][a-z-]+:/.test(target);
}

/** One model of a study, so that another that cannot be opened does not stand in its way. */
async function openOfStudy(
  loaded: LoadedStudy,
  index: number,
  options: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<{ readonly model: Model; readonly local: null }> {
  const alone: LoadedStudy = {
    ...loaded,
    study: { ...loaded.study, models: loaded.study.models.slice(index, index + 1) },
    locate: ([field, at, ...rest]) => loaded.locate([field ?? 'models', at === 0 ? index : (at ?? index), ...rest]),
  };
  const opened = await openModels(alone, { ...options, concurrency: 1 }).catch((error: unknown) => {
    if (!(error instanceof ExitpollError) || !(error.cause instanceof ExitpollError)) throw error;
    const { message, code, hint } = error.cause;
    throw new ExitpollError(`models[${index}]: ${message}`, {
      code,
      hint,
      at: loaded.locate(['models', index]),
      cause: error,
    });
  });
  const [first] = opened;
  if (first === undefined) {
    await closeModels(opened);
    throw new Error('a study without the model it named');
  }
  return { model: first.model, local: null };
}
