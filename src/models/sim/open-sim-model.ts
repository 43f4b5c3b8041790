import { basename, extname, resolve } from 'node:path';

import { readCheckedFile } from '../../base/checked-file.ts';
import { ExitpollError } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import type { Model } from '../model.ts';
import { builtinSim, builtinSimNames } from './built-in.ts';
import { simSchema, type SimParameters } from './parameters.ts';
import { simModel } from './sim-model.ts';

export { builtinSimNames } from './built-in.ts';

/**
 * Opens `sim:NAME` (one of `builtinSimNames`) or `sim:FILE` (YAML or JSON; a relative path starts at `baseDir`).
 *
 * @throws ExitpollError when the name is unknown or the file cannot be read; ExitpollErrors with one error for every
 * mistake in the file.
 */
export async function openSimModel(ref: string, baseDir: string): Promise<Model> {
  const given = ref.replace(/^sim:/, '');
  const parameters = await readSim(given, baseDir);
  return simModel(parameters, parameters.name ?? basename(given, extname(given)));
}

/** The parameters behind a reference, with or without its `sim:`. @throws as `openSimModel`. */
export async function readSim(ref: string, baseDir: string): Promise<SimParameters> {
  const given = ref.replace(/^sim:/, '');
  const known = builtinSim(given);
  if (known !== undefined) return known;
  if (!/[./\\]/.test(given)) {
    throw new ExitpollError(`there is no simulated respondent "${given}".${didYouMean(given, builtinSimNames)}`, {
      code: 'unknown-model',
      hint: `Built in are ${builtinSimNames.join(', ')}; a file is given as sim:FILE.yaml (docs/sim.md).`,
    });
  }
  return (await readCheckedFile(resolve(baseDir, given), simSchema)).value;
}
