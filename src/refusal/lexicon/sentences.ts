import type { TextRange } from '../../conversation/text-range.ts';

/** A sentence, a clause of it that turns with a "but", or a line of a list. */
export interface Sentence extends TextRange {
  readonly text: string;
  readonly isListItem: boolean;
  /** Words it has; in scripts without spaces, half its letters. */
  readonly words: number;
}

/** Longer ones are cut, so that a text without full stops is not one sentence. */
const longest = 600;
// A clause that turns ("…, but here is …") does something of its own.
const turn =
  'but|however|though|although|yet|aber|jedoch|allerdings|mais|cependant|toutefois|pero|sin embargo|ma|però|tuttavia|mas|porém|no entanto|maar|echter|ale|jednak|но|однако';
const boundary = new RegExp(
  `[.!?…]+["')\\]]{0,2}(?=\\s|$)|[。！？]+|\\n+|[,;](?=\\s{1,4}(?:${turn})(?![\\p{L}\\p{N}]))|(?<=(?:while|although|though)\\s[^.!?\\n]{3,160}),(?=\\s{1,4}(?:i can|i'll|here(?:'s| is| are)|let me)(?![\\p{L}\\p{N}']))|[,，;；](?=但|不过|不過|然而|不過)|が、`,
  'giu',
);
const listMark = /^\s{0,8}(?:[-+*•–]|\d{1,3}[.)]|[a-z][.)]|#{1,6})\s/iu;
const letterRuns = /[\p{L}\p{M}\p{N}'-]+/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/** The sentences of a text in order; blank ones are left out. Linear in its length. */
export function sentencesOf(text: string): readonly Sentence[] {
  const found: Sentence[] = [];
  let inList = false;
  const add = (start: number, end: number): void => {
    for (let from = start; from < end; from += longest) {
      const part = text.slice(from, Math.min(end, from + longest));
      if (!/[\p{L}\p{N}]/u.test(part)) continue;
      const lineStart = from === 0 || text[from - 1] === '\n';
      if (lineStart) inList = listMark.test(part);
      found.push({ start: from, end: from + part.length, text: part, isListItem: inList, words: wordsIn(part) });
    }
  };
  let from = 0;
  for (const match of text.matchAll(boundary)) {
    const end = match.index + match[0].length;
    // The number of a list item is no sentence. It is shorter than what is looked at, so `^` is the text's beginning.
    if (/(?:^|\n)[ \t]{0,8}\d{1,3}\.$/u.test(text.slice(Math.max(0, end - 15), end))) continue;
    add(from, end);
    from = end;
  }
  add(from, text.length);
  return found;
}

function wordsIn(text: string): number {
  const dense = text.match(unspaced)?.length ?? 0;
  const spaced = text.replace(unspaced, ' ').match(letterRuns)?.length ?? 0;
  return spaced + dense / 2;
}
