/** A word of a text as it is compared: case and diacritics aside. */
export interface Word {
  readonly word: string;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** Scripts written without spaces, or with endings that are not set apart: each sign is a word of its own. */
const single = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]`;
const letters = String.raw`[[\p{L}\p{N}]--${single}]`;
const inside = String.raw`[[\p{L}\p{N}\p{M}]--${single}]`;
/** Symbols, emoji among them, are words too; those of ASCII are not. */
const symbol = String.raw`[\p{S}--\p{ASCII}]`;
const pattern = String.raw`${letters}${inside}*|${single}[[\p{M}\uff9e\uff9f]--${single}]*|${symbol}`;

/** No word is compared beyond. */
const mostLetters = 100;

/** The words of a text, first to last, one at a time. */
export function* wordsOf(text: string): Generator<Word> {
  const words = new RegExp(pattern, 'gv');
  for (let match = words.exec(text); match !== null; match = words.exec(text)) {
    const word = foldedWord(match[0]);
    if (word !== '') yield { word, start: match.index, end: match.index + match[0].length };
  }
}

const isAscii = /^[\u0000-\u007f]*$/;

function foldedWord(raw: string): string {
  const short = raw.length > mostLetters ? raw.slice(0, mostLetters).toWellFormed() : raw;
  if (isAscii.test(short)) return short.toLowerCase();
  return short
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/[^0-9a-z\u0080-\uffff]/g, '');
}

/** Whether a text of ASCII has a word that is compared in part. One so long has a letter at one of the places looked at. */
function hasLongWord(text: string): boolean {
  for (let at = mostLetters; at < text.length; at += mostLetters + 1) {
    if (!isLetter(text, at)) continue;
    let [from, to] = [at, at];
    while (isLetter(text, to)) to += 1;
    while (isLetter(text, from - 1)) from -= 1;
    if (to - from > mostLetters) return true;
  }
  return false;
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** A text as an index of words takes it in: its words, apart from each other by signs of ASCII that are in no word. */
export function indexText(text: string): string {
  if (isAscii.test(text) && !hasLongWord(text)) return text.replaceAll('\0', ' ');
  const words: string[] = [];
  for (const { word } of wordsOf(text)) words.push(word);
  return words.join(' ');
}
