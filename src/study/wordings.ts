import { isAbsolute, join } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { defaultWordings } from '../wordings/default-wordings.ts';
import { loadWordingPack } from '../wordings/load-pack.ts';
import type { Wording } from '../wordings/wording.ts';
import type { WordingsByName } from './arms.ts';
import type { LoadedStudy } from './load.ts';

const builtIn: WordingsByName = new Map([['default', Object.values(defaultWordings)]]);

/**
 * Finds every wording a study names: built-in ones by name, those of a pack file by `pack.yaml` (all of it) or
 * `pack.yaml#name`.
 *
 * @throws ExitpollError at the field that names a wording there is not.
 */
export async function studyWordings(loaded: LoadedStudy): Promise<WordingsByName> {
  const found = new Map<string, readonly Wording[]>();
  const { study } = loaded;
  for (const [index, name] of study.wordings.entries()) {
    found.set(name, await findWordings(loaded, name, ['wordings', index]));
  }
  for (const [index, entry] of study.methods.entries()) {
    if (typeof entry === 'string') continue;
    for (const [inner, name] of (entry.wordings ?? []).entries()) {
      found.set(name, await findWordings(loaded, name, ['methods', index, 'wordings', inner]));
    }
  }
  return found;
}

async function findWordings(
  loaded: LoadedStudy,
  name: string,
  path: readonly PropertyKey[],
): Promise<readonly Wording[]> {
  const known = builtIn.get(name);
  if (known !== undefined) return known;
  const [file = '', member] = name.split('#', 2);
  if (!/\.ya?ml$/i.test(file)) {
    throw new ExitpollError(`there is no wording "${name}".${didYouMean(name, [...builtIn.keys()])}`, {
      code: 'no-wording',
      at: loaded.locate(path),
      hint: `Built in: ${[...builtIn.keys()].join(', ')}. A pack file is named by its path, as in wordings/mine.yaml.`,
    });
  }
  const pack = await loadWordingPack(isAbsolute(file) ? file : join(loaded.baseDir, file));
  if (member === undefined) return pack;
  const members = pack.filter((wording) => wording.name === member);
  if (members.length === 0) {
    const names = [...new Set(pack.map((wording) => wording.name))];
    throw new ExitpollError(`${file} has no wording "${member}".${didYouMean(member, names)}`, {
      code: 'no-wording',
      at: loaded.locate(path),
      hint: `It has: ${names.join(', ')}.`,
    });
  }
  return members;
}
