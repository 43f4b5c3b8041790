import { isInside, type TextRange } from '../conversation/text-range.ts';
import { escapeRegExp } from '../wordings/tagged-answers.ts';
import { plainText } from './plain-text.ts';
import { borrowedRanges } from './quoted-ranges.ts';

/** What a text does with the exit word: takes the exit, only mentions it, or neither. */
export interface WordUse {
  readonly use: 'exit' | 'mentioned' | 'none';
  /** The word's place in the text; `null` when it does not occur. */
  readonly at: TextRange | null;
}

/** One occurrence, in the plain text and in the original. */
interface Occurrence {
  readonly plain: TextRange;
  readonly original: TextRange;
  /** Whether it is written as the wording writes it. */
  readonly isExact: boolean;
  /** Whether it stands apart from letters and digits, outside quotation and code. */
  readonly isOwnWord: boolean;
}

const letter = /[\p{L}\p{N}]/u;
const singleQuotes = "'‘’‚‛`";
// A question mark makes the word a question about itself.
const notDecoration = /[\p{L}\p{N}?？؟"“”„«»‹›「」『』《》〈〉'‘’‚‛`]/u;

/**
 * Decides whether a text takes the exit by its word. It does where the word, outside quotation and code,
 * stands alone on a line, or first or last in the text as a sentence of its own. Any other occurrence is a
 * mention. Linear in the text's length; never throws.
 */
export function useOfWord(text: string, word: string): WordUse {
  const { text: plain, origin } = plainText(text);
  const occurrences = findOccurrences(text, plain, origin, word);
  const first = occurrences[0];
  const last = occurrences.at(-1);
  if (first === undefined || last === undefined) return { use: 'none', at: null };
  const isWhole = !notDecoration.test(withoutWord(plain, occurrences, 0, plain.length));
  const candidates = occurrences.filter((found) => found.isOwnWord && (found.isExact || isWhole));
  const isFree = (found: Occurrence): boolean => isWhole || !isListItem(text, found.original.start);
  const exit =
    candidates.find((found) => found === first && standsFirst(plain, found.plain) && isFree(found)) ??
    aloneOnLine(plain, occurrences, new Set(candidates), isFree) ??
    candidates.find((found) => found === last && standsLast(plain, found.plain) && isFree(found));
  return exit === undefined ? { use: 'mentioned', at: last.original } : { use: 'exit', at: exit.original };
}

function findOccurrences(text: string, plain: string, origin: Uint32Array, word: string): readonly Occurrence[] {
  const pattern = new RegExp(escapeRegExp(plainText(word).text), 'giu');
  let borrowed: ReturnType<typeof borrowedRanges> | null = null;
  const occurrences: Occurrence[] = [];
  for (const match of plain.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    const original = { start: origin[start] as number, end: (origin[end - 1] as number) + 1 };
    borrowed ??= borrowedRanges(text);
    const isBorrowed =
      borrowed.some((ranges) => isInside(ranges, original.start)) ||
      (singleQuotes.includes(plain[start - 1] ?? 'x') && singleQuotes.includes(plain[end] ?? 'x'));
    const touches = letter.test(characterBefore(plain, start)) || letter.test(characterAt(plain, end));
    occurrences.push({
      plain: { start, end },
      original,
      isExact: match[0] === word,
      isOwnWord: !isBorrowed && !touches && plain[start - 1] !== '_' && plain[end] !== '_',
    });
  }
  return occurrences;
}

/** The first candidate on a line that holds nothing but the word, once or repeated, and marks around it. */
function aloneOnLine(
  plain: string,
  occurrences: readonly Occurrence[],
  candidates: ReadonlySet<Occurrence>,
  isFree: (found: Occurrence) => boolean,
): Occurrence | undefined {
  let index = 0;
  let lineStart = 0;
  while (lineStart <= plain.length && index < occurrences.length) {
    const newline = plain.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? plain.length : newline;
    const onLine: Occurrence[] = [];
    for (; index < occurrences.length && (occurrences[index] as Occurrence).plain.start < lineEnd; index += 1) {
      onLine.push(occurrences[index] as Occurrence);
    }
    const first = onLine[0];
    if (first !== undefined && onLine.every((found) => candidates.has(found))) {
      const rest = withoutWord(plain, onLine, lineStart, lineEnd);
      if (!notDecoration.test(rest) && isFree(first)) return first;
    }
    lineStart = lineEnd + 1;
  }
  return undefined;
}

function withoutWord(plain: string, occurrences: readonly Occurrence[], from: number, to: number): string {
  const parts: string[] = [];
  let position = from;
  for (const { plain: range } of occurrences) {
    parts.push(plain.slice(position, range.start));
    position = range.end;
  }
  parts.push(plain.slice(position, to));
  return parts.join(' ');
}

/** An entry of a list names the word as one thing among others. */
function isListItem(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]{0,12}(?:[-+*•]|\d{1,3}[.)])[ \t]/.test(line);
}

// What may follow the word that opens a text: the end of the line or of its sentence, or a new sentence. Three
// dots lead on when the next letter is small.
const endsSentence = new RegExp(
  [
    String.raw`[ \t]{0,8}\r?\n`,
    String.raw`[.!](?=[\s)\]}])`,
    String.raw`(?:\.{2,3}|…|!{2,3})(?=[\s)\]}])(?!\s{1,8}\p{Ll})`,
    '[。！।]',
    String.raw`[ \t]{0,4}[:—–-]?[ \t]{1,8}\p{Lu}`,
  ].join('|'),
  'uy',
);

/** Nothing but marks before it; after it the text, the line or the sentence ends, or a new sentence begins. */
function standsFirst(plain: string, range: TextRange): boolean {
  if (notDecoration.test(plain.slice(0, range.start))) return false;
  const after = plain.slice(range.end);
  if (!notDecoration.test(after)) return true;
  endsSentence.lastIndex = /^[)\]}]{0,3}/.exec(after)?.[0].length ?? 0;
  return endsSentence.test(after);
}

// What may precede the word that closes a text: the beginning of the text or of the line, or the end of a sentence.
// `^` is the text's beginning, because what may follow it here is shorter than the stretch that is looked at.
const endedBefore =
  /(?:^|\n|[。！？]|[.!?…।؟][\p{Pe}\p{Pf}"'\p{Extended_Pictographic}\ufe0f]{0,4}\s{1,8})[ \t]{0,8}[\p{Ps}\p{S}#]{0,3}[ \t]{0,2}$/u;

/** Nothing but marks after it; before it the text or the line begins, or a sentence has ended. */
function standsLast(plain: string, range: TextRange): boolean {
  if (notDecoration.test(plain.slice(range.end))) return false;
  return endedBefore.test(plain.slice(Math.max(0, range.start - 40), range.start));
}

function characterBefore(text: string, index: number): string {
  const unit = text.slice(Math.max(0, index - 2), index);
  return [...unit].at(-1) ?? '';
}

function characterAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0x20);
}
