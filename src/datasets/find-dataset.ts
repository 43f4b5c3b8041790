import { stat } from 'node:fs/promises';

import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { parseRemote } from '../download/remote-reference.ts';
import { checkFile, displayPath, fileError, resolvePath } from './data-file.ts';
import { type DatasetSpec, datasetSpecSchema } from './dataset-spec.ts';
import { isGlob } from './find-files.ts';
import { datasetNames, describeDatasets } from './registry.ts';

const andList = new Intl.ListFormat('en-GB');

/**
 * The dataset a word on the command line means: one that comes with the package, else a file, whose form is
 * found by looking.
 *
 * @throws ExitpollError when it is neither, or the name of a dataset that needs a file.
 */
export async function findDataset(nameOrPath: string, baseDir: string): Promise<DatasetSpec> {
  const known = describeDatasets().find((description) => description.name === nameOrPath);
  if (known !== undefined && !known.needsPath) return datasetSpecSchema.parse({ name: known.name });
  if (parseRemote(nameOrPath) !== null) return datasetSpecSchema.parse({ path: nameOrPath });
  const path = resolvePath(nameOrPath, baseDir);
  if (isGlob(path) && !(await isThere(path))) return datasetSpecSchema.parse({ path });
  if (await isThere(path)) {
    await checkFile(path, displayPath(path));
    return datasetSpecSchema.parse({ path });
  }
  if (known !== undefined) {
    throw new ExitpollError(`the dataset "${known.name}" is a file of yours, and its path is missing`, {
      code: 'missing-path',
      hint: 'Give the path of the file instead: `exitpoll data show path/to/file`.',
    });
  }
  const builtIn = describeDatasets().filter((description) => !description.needsPath);
  throw new ExitpollError(`there is no dataset and no file "${nameOrPath}".${didYouMean(nameOrPath, datasetNames)}`, {
    code: 'no-such-dataset',
    hint: `Exitpoll brings ${andList.format(builtIn.map(({ name }) => name))}; anything else is the path of a file.`,
  });
}

/** @throws ExitpollError where that cannot be found out, as in a folder without permission. */
async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    // A name can be too long for a path, or hold what no path may.
    if (code !== 'EACCES' && code !== 'EPERM') return false;
    throw fileError(thrown, displayPath(path));
  }
}
