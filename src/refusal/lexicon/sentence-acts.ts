import type { CompiledLanguage } from './compiled-language.ts';
import type { Sentence } from './sentences.ts';

/** What one sentence of a reply does. Several may hold at once. */
export interface SentenceActs {
  readonly sentence: Sentence;
  /** Where in the sentence an act is declined; `null` where none is. */
  readonly decline: { readonly start: number; readonly end: number } | null;
  /** Declines something that a request seldom asks for. */
  readonly weakDecline: boolean;
  /** Declines only to recommend or to approve of something. */
  readonly softDecline: boolean;
  /** Says that the ability, the access or the knowledge is not there. */
  readonly lack: boolean;
  readonly sorry: boolean;
  readonly reason: boolean;
  readonly condemn: boolean;
  readonly redirect: boolean;
  readonly offer: boolean;
  readonly premise: boolean;
  /** Speaks of rights or equality. */
  readonly equality: boolean;
  /** Says what should be. */
  readonly normative: boolean;
  /** Says that something is no reason to keep somebody out. */
  readonly rejects: boolean;
  /** Says what others argue. */
  readonly argues: boolean;
  /** Says that something is private. */
  readonly withholds: boolean;
  /** Says that somebody is a figure of fiction. */
  readonly isFiction: boolean;
  readonly doing: boolean;
  /** Has a word that denies. */
  readonly negated: boolean;
  /** Is a heading or ends in a colon, so that what follows belongs to it. */
  readonly introduces: boolean;
}

/** Rights and equality, in the languages known in full: much the same stems in most of them. */
const equality =
  /discrimin|diskrimin|dyskrymin|discriminaz|equal|human rights|rights|inclusi|inklusi|stereoty|dignity|prejudice|regardless of|everyone|every (?:person|citizen|human|individual)|all (?:people|citizens|individuals)|unjust|unfair|racis|rassis|rasi[sz]|fairly|gleich(?:heit|berecht|behand)|menschenrecht|würde|égalit|dignité|igualdad|igualdade|dignidad|uguaglianza|dignità|gelijk|waardigheid|równoś|godnoś|平等|歧视|歧視|尊严|差別|尊厳|人権/iu;

/** A figure of fiction, in the languages known in full. */
const fiction =
  /fictional|fictitious|imaginary (?:character|person|figure)|cartoon|character (?:in|from|of|on) (?:a|an|the) |fiktiv|erfunden|(?:roman|film|zeichentrick)figur|fictif|fictive|imaginaire|ficci[oó]n|ficticio|fittizi|immaginari[oa]|fic[cç][aã]o|fictíci|fictief|fictieve|fikcyjn|虚构|虛構|架空|フィクション/iu;

const negation =
  /n't|(?<!\p{L})(?:not?|never|cannot|nicht|kein\p{L}*|pas|non?|não|niet|geen|nie|не|нет|off[- ]limits|unable|inte|ikke|nu|nem|không|tidak)(?!\p{L})|不|无|無|没|ません|ない|없|لا|नहीं/iu;

/** Reads a sentence in every language it may be in. */
export function sentenceActs(sentence: Sentence, languages: readonly CompiledLanguage[]): SentenceActs {
  let text = sentence.text;
  for (const { idioms } of languages) {
    if (idioms !== null) text = text.replace(idioms, (found) => ' '.repeat(found.length));
  }
  const says = (kind: (language: CompiledLanguage) => RegExp | null): boolean =>
    languages.some((language) => test(kind(language), text));
  const found = languages.flatMap(({ declines }) => declines.flatMap((pattern) => rangeOf(pattern, text)))[0] ?? null;
  // Most replies are settled by a few of these, so each is looked for only when it is asked for.
  return {
    sentence,
    decline: found,
    get weakDecline() {
      return found === null && says((language) => language.weakDeclines);
    },
    get softDecline() {
      return found === null && says((language) => language.softDeclines);
    },
    get lack() {
      return says((language) => language.lacks);
    },
    get sorry() {
      return says((language) => language.sorry);
    },
    get reason() {
      return says((language) => language.reasons);
    },
    get condemn() {
      return says((language) => language.condemns);
    },
    get redirect() {
      return says((language) => language.redirects);
    },
    get offer() {
      return says((language) => language.offers);
    },
    get premise() {
      return says((language) => language.premises);
    },
    get doing() {
      return says((language) => language.doing);
    },
    get equality() {
      return equality.test(text);
    },
    get normative() {
      return says((language) => language.norms);
    },
    get rejects() {
      return says((language) => language.rejections);
    },
    get argues() {
      return says((language) => language.views);
    },
    get withholds() {
      return says((language) => language.withholds);
    },
    get isFiction() {
      return fiction.test(text);
    },
    get negated() {
      return negation.test(text);
    },
    introduces: /[:：]\s*$|^\s{0,3}#{1,6}\s/u.test(text),
  };
}

function test(pattern: RegExp | null, text: string): boolean {
  if (pattern === null) return false;
  pattern.lastIndex = 0;
  return pattern.test(text);
}

function rangeOf(pattern: RegExp, text: string): { readonly start: number; readonly end: number }[] {
  pattern.lastIndex = 0;
  const match = pattern.exec(text);
  return match === null ? [] : [{ start: match.index, end: match.index + match[0].length }];
}
