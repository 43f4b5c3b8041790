import type { WordUse } from './word-places.ts';

/** The word anywhere in the upper-cased text takes the exit: the rule of the `paper` scorer. */
export function paperUseOfWord(text: string, word: string): WordUse {
  const upper = text.toUpperCase();
  const wanted = word.toUpperCase();
  const found = upper.indexOf(wanted);
  if (found === -1) return { use: 'none', at: null };
  const at = { start: originalOffset(text, upper, found), end: originalOffset(text, upper, found + wanted.length) };
  return { use: 'exit', at };
}

/** Where an offset of the upper-cased text lies in the text: some letters, such as ß, grow when they rise. */
function originalOffset(text: string, upper: string, offset: number): number {
  if (upper.length === text.length) return offset;
  let reached = 0;
  let position = 0;
  for (const character of text) {
    if (reached >= offset) break;
    reached += character.toUpperCase().length;
    position += character.length;
  }
  return position;
}
