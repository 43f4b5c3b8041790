import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { ExitpollError } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { fetchFile, type FetchOptions } from '../../download/fetch-file.ts';
import { knownModel, knownModelNames } from './known-models.ts';

const prefix = 'local:';

/** A model file at hand. */
export interface LocatedModel {
  readonly path: string;
  /** Known for weights that were fetched by name; a file given by path has still to be hashed. */
  readonly fileSha256: string | null;
}

/**
 * Finds the file a reference means: a known name is fetched if need be, anything else is a path.
 *
 * @throws ExitpollError when there is neither such a name nor such a file, or no source has the weights.
 */
export async function locateModel(reference: string, options: FetchOptions = {}): Promise<LocatedModel> {
  const target = reference.startsWith(prefix) ? reference.slice(prefix.length) : reference;
  const known = knownModel(target);
  if (known !== undefined) {
    const path = await fetchFile(known.file, { ...options, what: `the weights of ${known.name}` });
    return { path, fileSha256: known.file.sha256 };
  }
  const path = resolve(target.startsWith('~/') ? join(homedir(), target.slice(2)) : target);
  const looksLikePath = /[/\\]|\.gguf$/i.test(target);
  if (!existsSync(path)) {
    throw looksLikePath
      ? new ExitpollError(`there is no model file ${path}`, {
          code: 'model-file-missing',
          hint: 'Check the path; it is read from the folder the command runs in.',
        })
      : new ExitpollError(`no local model is called "${target}".${didYouMean(target, knownModelNames())}`, {
          code: 'unknown-model',
          hint: `Known names: ${knownModelNames().join(', ')}. For a file, write local:path/to/model.gguf.`,
        });
  }
  if (!statSync(path).isFile()) {
    throw new ExitpollError(`${path} is not a file`, {
      code: 'model-file-missing',
      hint: 'Name the GGUF file itself, not its folder.',
    });
  }
  return { path, fileSha256: null };
}
