import { isAbsolute, join } from 'node:path';

import { ExitpollError, type FilePosition } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { wordingsAt } from './factor-wordings.ts';
import { readFactorsName, type Factors } from './factors.ts';
import { languageCodes, type Language, type LanguageChoice } from './languages/index.ts';
import { isPlacedName, placedWording } from './placed-wordings.ts';
import { loadWordingPack } from './load-pack.ts';
import type { Wording } from './wording.ts';

/** A wording as a study uses it. */
export interface FoundWording {
  /** What results call it. */
  readonly name: string;
  /** What is offered where no language decides. */
  readonly wording: Wording;
  /** The same in each language, where the conversation's own decides; else `null`. */
  readonly byLanguage: Readonly<Record<Language, Wording>> | null;
}

/**
 * The wordings of every method that a name stands for: `default`, factors (`reason=distress+journal=invited`), a pack
 * file (all of it), or one name of it (`pack.yaml#name`). A pack has the language it is written in.
 *
 * @param baseDir where relative paths start.
 * @param at where the name stands, for errors.
 * @throws ExitpollError for a name that stands for nothing; errors of `loadWordingPack` for a bad pack.
 */
export async function findWordings(
  name: string,
  baseDir: string,
  language: LanguageChoice,
  at?: FilePosition,
): Promise<readonly FoundWording[]> {
  const [file = '', member] = name.split('#', 2);
  if (/\.ya?ml$/i.test(file)) return packWordings(file, member, baseDir, at);
  if (isPlacedName(name)) return inLanguage((code) => [placedWording(name, code)], language);
  const point = readFactorsName(name);
  if ('problem' in point) throw new ExitpollError(point.problem, { code: 'no-wording', hint: point.hint, at });
  return pointWordings(point, language);
}

/** Every method's words at a point of the factor space. */
export function pointWordings(point: Factors, language: LanguageChoice): readonly FoundWording[] {
  return inLanguage((code) => wordingsAt(point, code), language);
}

function inLanguage(
  wordingsIn: (code: Language) => readonly Wording[],
  language: LanguageChoice,
): readonly FoundWording[] {
  if (language !== 'conversation') {
    return wordingsIn(language).map((wording) => ({ name: wording.name, wording, byLanguage: null }));
  }
  const all = languageCodes.map(wordingsIn);
  return wordingsIn('en').map((wording, method) => ({
    name: `${wording.name} (conversation)`,
    wording,
    byLanguage: Object.fromEntries(languageCodes.map((code, index) => [code, all[index]?.[method]])) as Record<
      Language,
      Wording
    >,
  }));
}

async function packWordings(
  file: string,
  member: string | undefined,
  baseDir: string,
  at: FilePosition | undefined,
): Promise<readonly FoundWording[]> {
  const pack = await loadWordingPack(isAbsolute(file) ? file : join(baseDir, file));
  const members = member === undefined ? pack : pack.filter((wording) => wording.name === member);
  if (members.length === 0) {
    const names = [...new Set(pack.map((wording) => wording.name))];
    throw new ExitpollError(`${file} has no wording "${member}".${didYouMean(member ?? '', names)}`, {
      code: 'no-wording',
      at,
      hint: `It has: ${names.join(', ')}.`,
    });
  }
  return members.map((wording) => ({ name: wording.name, wording, byLanguage: null }));
}
