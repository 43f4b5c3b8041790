import { tag } from './format.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** What the published data call languages that English names differently. */
const otherNames: readonly (readonly [string, string])[] = [
  ['bokmal', 'nb'],
  ['nynorsk', 'nn'],
  ['tagalog', 'tl'],
  ['ganda', 'lg'],
  ['sotho', 'st'],
  ['punjabi', 'pa'],
  ['slovene', 'sl'],
  ['farsi', 'fa'],
];

let codes: ReadonlyMap<string, string> | null = null;

/**
 * The tag of a language given as a code (`en`, `pt-BR`) or by its English name (`Portuguese`); no tag where the source
 * says that it does not know.
 */
export function languageTags(language: string | null | undefined): readonly string[] {
  const name = language?.trim() ?? '';
  if (name === '' || /^(unknown|und|none|n\/a)$/i.test(name)) return [];
  if (/^([a-z]{2}|[a-z]{2,3}([-_][a-z0-9]+)+)$/i.test(name)) {
    const [code = '', ...rest] = name.split(/[-_]/);
    return [tag('lang', [code.toLowerCase(), ...rest].join('-'))];
  }
  codes ??= codesByName();
  return [tag('lang', codes.get(name.toLowerCase()) ?? name.toLowerCase())];
}

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const two = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  const known = two.flatMap((code) => {
    // A code that is no longer in use has the name of the one in its place.
    const name = Intl.getCanonicalLocales(code)[0] === code ? names.of(code) : undefined;
    return name === undefined ? [] : [[name.toLowerCase(), code] as const];
  });
  return new Map([...known, ...otherNames]);
}
