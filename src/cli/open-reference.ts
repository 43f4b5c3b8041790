import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Progress } from '../download/progress.ts';
import { openKeys } from '../models/keys.ts';
import { knownModel } from '../models/local/known-models.ts';
import { openLocalModel, type LocalModel } from '../models/local/open-local-model.ts';
import type { Model } from '../models/model.ts';
import { openOpenAiModel } from '../models/openai/openai-model.ts';
import { openAiProviders } from '../models/openai/providers.ts';
import { openSimModel } from '../models/sim/open-sim-model.ts';

/** A model opened by a reference, with what only the embedded kind can do. */
export interface OpenedReference {
  readonly model: Model;
  readonly local: LocalModel | null;
}

/**
 * Opens the model a reference on the command line means; file names are read from the current folder.
 * A known local name may stand without `local:`.
 *
 * @throws ExitpollError when there is no such kind of model, or it cannot be opened.
 */
export async function openReference(reference: string, progress: Progress): Promise<OpenedReference> {
  const colon = reference.indexOf(':');
  const scheme = colon < 0 ? '' : reference.slice(0, colon);
  if (scheme === 'local' || knownModel(reference) !== undefined || /\.gguf$/i.test(reference)) {
    // One sequence is enough for a few words, and loads faster.
    const local = await openLocalModel(reference, { progress, sequences: 1 });
    return { model: local, local };
  }
  if (scheme === 'sim') return { model: await openSimModel(reference, process.cwd()), local: null };
  const provider = openAiProviders[scheme];
  if (provider === undefined) {
    const schemes = ['local', 'sim', ...Object.keys(openAiProviders)];
    throw new ExitpollError(`"${reference}" names no model.${didYouMean(scheme || reference, schemes)}`, {
      code: 'unknown-model',
      hint: `Write KIND:NAME; the kinds are ${schemes.join(', ')}.`,
    });
  }
  const { baseUrl, maxTokensField } = provider;
  const config = { baseUrl, model: reference.slice(colon + 1), maxTokensField };
  return { model: await openOpenAiModel(config, { keys: openKeys(process.env) }), local: null };
}
