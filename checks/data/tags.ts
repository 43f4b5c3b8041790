import { didYouMean } from '../../src/base/nearest.ts';
import { type DataLine, lengthOf, type Mistake, mistakeOf, userTurns } from './data-line.ts';

/** The languages our items are written in; a new one is added here first. */
export const knownLanguages = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'nl', 'pl', 'pt', 'ru', 'zh'] as const;

/** The `length:` tag of a number of UTF-16 units. */
export function lengthTag(length: number): string {
  return `length:${length < 100 ? 'short' : length < 350 ? 'medium' : 'long'}`;
}

/** The `turns:` tag of a number of user turns. */
export function turnsTag(turns: number): string {
  return `turns:${turns > 1 ? 'multi' : 'single'}`;
}

/** Every item has one known language, the length and turns it really has, and no tag besides (a twin may have `twin`). */
export function checkTags(items: readonly DataLine[]): readonly Mistake[] {
  return items.flatMap((item) => tagMistakes(item).map((what) => mistakeOf(item, what)));
}

function tagMistakes(item: DataLine): readonly string[] {
  const wrong: string[] = [];
  const right = [lengthTag(lengthOf(item)), turnsTag(userTurns(item))];
  const languages = languagesOf(item);
  if (languages.length !== 1) wrong.push(`has ${languages.length} lang: tags, and needs one`);
  for (const language of languages) {
    if (!(knownLanguages as readonly string[]).includes(language)) {
      wrong.push(
        `the tag "lang:${language}" is of no known language (${knownLanguages.join(' ')}).${didYouMean(language, knownLanguages)}`,
      );
    }
  }
  for (const tag of right) {
    if (!item.tags.includes(tag)) wrong.push(`has not the tag "${tag}", which is what it is`);
  }
  for (const [index, tag] of item.tags.entries()) {
    const isKnown =
      tag.startsWith('lang:') || /^(length|turns):/.test(tag) || (tag === 'twin' && item.twin !== undefined);
    if (!isKnown) wrong.push(`the tag "${tag}" is not one of lang:, length:, turns:, or twin on a twin`);
    else if (/^(length|turns):/.test(tag) && !right.includes(tag)) wrong.push(`the tag "${tag}" is not true of it`);
    if (item.tags.indexOf(tag) !== index) wrong.push(`has the tag "${tag}" twice`);
  }
  return wrong;
}

/** The codes of an item's `lang:` tags. */
export function languagesOf(item: DataLine): readonly string[] {
  return item.tags.filter((tag) => tag.startsWith('lang:')).map((tag) => tag.slice('lang:'.length));
}
