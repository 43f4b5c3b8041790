import { isAbsolute, join } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { LeadIn } from '../conversation/lead-in.ts';
import { builtInLeadIns } from '../lead-ins/built-in.ts';
import { loadLeadInPack } from '../lead-ins/load-pack.ts';
import type { LoadedStudy } from './load.ts';

/** How a study names the absence of a lead-in. */
export const noLeadIn = 'none';

/**
 * Finds every lead-in a study names: `none`, built-in ones by name, those of a pack by `pack.yaml` (all of it) or
 * `pack.yaml#name`.
 *
 * @throws ExitpollError at the field that names a lead-in there is not.
 */
export async function studyLeadIns(loaded: LoadedStudy): Promise<readonly (LeadIn | null)[]> {
  const found: (LeadIn | null)[] = [];
  for (const [index, name] of loaded.study.leadIns.entries()) {
    for (const leadIn of await findLeadIns(loaded, name, ['leadIns', index])) {
      if (leadIn !== null && found.some((other) => other?.name === leadIn.name)) {
        throw new ExitpollError(`leadIns[${index}]: a second lead-in called "${leadIn.name}"`, {
          code: 'no-lead-in',
          at: loaded.locate(['leadIns', index]),
          hint: 'Results would not tell them apart: give one of them another name.',
        });
      }
      found.push(leadIn);
    }
  }
  return found;
}

async function findLeadIns(
  loaded: LoadedStudy,
  name: string,
  path: readonly PropertyKey[],
): Promise<readonly (LeadIn | null)[]> {
  if (name === noLeadIn) return [null];
  const known = builtInLeadIns.find((leadIn) => leadIn.name === name);
  if (known !== undefined) return [known];
  const [file = '', member] = name.split('#', 2);
  if (!/\.ya?ml$/i.test(file)) {
    const names = [noLeadIn, ...builtInLeadIns.map((leadIn) => leadIn.name)];
    throw new ExitpollError(`there is no lead-in "${name}".${didYouMean(name, names)}`, {
      code: 'no-lead-in',
      at: loaded.locate(path),
      hint: `Built in: ${names.join(', ')}. A pack file is named by its path, as in lead-ins/mine.yaml.`,
    });
  }
  const pack = await loadLeadInPack(isAbsolute(file) ? file : join(loaded.baseDir, file));
  if (member === undefined) return pack;
  const one = pack.find((leadIn) => leadIn.name === member);
  if (one !== undefined) return [one];
  const names = pack.map((leadIn) => leadIn.name);
  throw new ExitpollError(`${file} has no lead-in "${member}".${didYouMean(member, names)}`, {
    code: 'no-lead-in',
    at: loaded.locate(path),
    hint: `It has: ${names.join(', ')}.`,
  });
}
