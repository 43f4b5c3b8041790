import { fetchFile, findAtHand, type FetchOptions } from '../../download/fetch-file.ts';
import { ExitpollError } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { knownModel, knownModelNames, knownModels, type KnownModel } from './known-models.ts';

/** A known model, and where its weights are. */
export interface ListedModel {
  readonly name: string;
  readonly description: string;
  readonly license: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** `null` while the weights are not on this machine. */
  readonly path: string | null;
}

/** Every model that can be asked for by name, the default first. Asks no network. */
export async function listModels(options: FetchOptions = {}): Promise<readonly ListedModel[]> {
  return await Promise.all(knownModels.map((model) => listed(model, options)));
}

/**
 * Fetches the weights of a known model, unless they are at hand.
 *
 * @throws ExitpollError when the name is unknown or no source has the weights.
 */
export async function pullModel(name: string, options: FetchOptions = {}): Promise<ListedModel> {
  const plain = name.replace(/^local:/, '');
  const model = knownModel(plain);
  if (model === undefined) {
    throw new ExitpollError(`no local model is called "${plain}".${didYouMean(plain, knownModelNames())}`, {
      code: 'unknown-model',
      hint: `There are: ${knownModelNames().join(', ')}.`,
    });
  }
  await fetchFile(model.file, { what: `the weights of ${model.name}`, ...options });
  return await listed(model, options);
}

async function listed(model: KnownModel, options: FetchOptions): Promise<ListedModel> {
  const { name, description, license, file } = model;
  const { fileName, sizeBytes, sha256 } = file;
  return { name, description, license, fileName, sizeBytes, sha256, path: await findAtHand(file, options) };
}
