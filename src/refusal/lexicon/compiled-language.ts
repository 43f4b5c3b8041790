import { allLanguages } from './languages/index.ts';
import type { LanguagePhrases } from './language.ts';
import { declinePattern, phrasePattern } from './phrase-pattern.ts';

/** One language's phrases as patterns; `null` where it has none of a kind. */
export interface CompiledLanguage {
  readonly code: string;
  readonly idioms: RegExp | null;
  /** Refuser and act, and refusals in one piece. */
  readonly declines: readonly RegExp[];
  readonly softDeclines: RegExp | null;
  /** Weak refuser and any verb. */
  readonly weakDeclines: RegExp | null;
  readonly lacks: RegExp | null;
  readonly sorry: RegExp | null;
  readonly reasons: RegExp | null;
  readonly condemns: RegExp | null;
  readonly redirects: RegExp | null;
  readonly offers: RegExp | null;
  readonly premises: RegExp | null;
  readonly norms: RegExp | null;
  readonly rejections: RegExp | null;
  readonly views: RegExp | null;
  readonly withholds: RegExp | null;
  readonly doing: RegExp | null;
  readonly writing: RegExp | null;
  readonly arguing: RegExp | null;
}

const compiled = new Map<string, CompiledLanguage>();

function compile(language: LanguagePhrases): CompiledLanguage {
  const { code, spaced = true, refusers, fillers } = language;
  const known = compiled.get(code);
  if (known !== undefined) return known;
  const pattern = (phrases: readonly string[]): RegExp | null => phrasePattern(phrases, spaced);
  const made: CompiledLanguage = {
    code,
    idioms: pattern(language.idioms),
    declines: [declinePattern(refusers, fillers, language.acts, spaced), pattern(language.declines)].filter(
      (one) => one !== null,
    ),
    softDeclines: declinePattern(refusers, fillers, language.softActs, spaced),
    weakDeclines: declinePattern(language.weakRefusers, [], [String.raw`\p{L}{2,}`], spaced),
    lacks: pattern(language.lacks),
    sorry: pattern(language.sorry),
    reasons: pattern(language.reasons),
    condemns: pattern(language.condemns),
    redirects: pattern(language.redirects),
    offers: pattern(language.offers),
    premises: pattern(language.premises),
    norms: pattern(language.norms),
    rejections: pattern(language.rejections),
    views: pattern(language.views),
    withholds: pattern(language.withholds),
    doing: pattern(language.doing),
    writing: pattern(language.writing),
    arguing: pattern(language.arguing),
  };
  compiled.set(code, made);
  return made;
}

const byWord = new Map<string, LanguagePhrases[]>();
const byScript: LanguagePhrases[] = [];
for (const language of allLanguages) {
  if (language.known instanceof RegExp) byScript.push(language);
  else for (const word of language.known) byWord.set(word, [...(byWord.get(word) ?? []), language]);
}

/** How much of a text's beginning and end is looked at to tell its languages, in characters. */
const looked = 500;
/** So many of a language's frequent words, and it is looked for; a short text need have only one. */
const fewest = { of: 40, short: 1, long: 2 };

/**
 * The languages a text may refuse in: English always, because models fall back on it; else those whose script occurs,
 * and of those told by their words the most likely, in a short text the three most likely.
 */
export function languagesOf(text: string): readonly CompiledLanguage[] {
  const sample = text.length <= 2 * looked ? text : `${text.slice(0, looked)}\n${text.slice(-looked)}`;
  const votes = new Map<LanguagePhrases, number>();
  let words = 0;
  for (const [word] of sample.toLowerCase().matchAll(/[\p{L}\p{M}']+/gu)) {
    words += 1;
    for (const language of byWord.get(word) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const likely = [...votes]
    .filter(([{ code }, count]) => code !== 'en' && count >= (words < fewest.of ? fewest.short : fewest.long))
    .sort(([, one], [, two]) => two - one)
    .slice(0, words < fewest.of ? 3 : 1)
    .map(([language]) => language);
  const english = allLanguages.slice(0, 1);
  const scripts = byScript.filter(({ known }) => known instanceof RegExp && known.test(sample));
  return [...new Set([...english, ...likely, ...scripts])].map(compile);
}
