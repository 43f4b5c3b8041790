import { hiddenIn, type HiddenCharacter } from '../../../src/report/visible-text.ts';
import { count } from '../../../src/report/format.ts';

/**
 * A stretch of text as it may be shown. `plain`: as it is. `hidden`: characters that cannot be seen, by name. `piled`: a
 * character with so many marks on it that they would cover the lines around.
 */
export interface TextPart {
  readonly kind: 'plain' | 'hidden' | 'piled';
  /** What stands in the text. */
  readonly source: string;
  /** What is shown for it. */
  readonly shown: string;
}

/** A character and the marks on it, from so many on that no language writes them. */
const pile = /[^\p{M}\s]?[\p{Mn}\p{Me}]{5,}/gu;
const mostMarks = 12;

/**
 * Cuts text from outside into parts that can be shown. Their sources, one after the other, are the text. Equal hidden
 * characters in a row are one part: `U+200B × 1,000`.
 *
 * @param most ends once there are so many parts or a few more
 */
export function textParts(text: string, most = Infinity): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  let repeated: (HiddenCharacter & { readonly times: number }) | null = null;
  const endRepeat = (): void => {
    if (repeated === null) return;
    const { start, end, name, times } = repeated;
    parts.push({ kind: 'hidden', source: text.slice(start, end), shown: repeatedName(name, times) });
    repeated = null;
  };
  for (const { start, end, name } of hiddenIn(text)) {
    if (repeated !== null && repeated.name === name && repeated.end === start) {
      repeated = { start: repeated.start, end, name, times: repeated.times + 1 };
    } else {
      endRepeat();
      if (start > from) parts.push(...seenParts(text.slice(from, start)));
      if (parts.length >= most) return parts;
      repeated = { start, end, name, times: 1 };
    }
    from = end;
  }
  endRepeat();
  if (from < text.length) parts.push(...seenParts(text.slice(from)));
  return parts;
}

function repeatedName(name: string, times: number): string {
  return times === 1 ? name : `${name} × ${count(times)}`;
}

/** Parts of a text in which nothing is hidden: piles of marks are told from the rest, and what is over them is cut. */
function seenParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to === from) return;
    const source = text.slice(from, to);
    parts.push({ kind: 'plain', source, shown: source.replaceAll('\r\n', '\n') });
  };
  for (const { 0: source, index } of text.matchAll(pile)) {
    plain(index);
    from = index + source.length;
    const characters = [...source];
    const kept = characters.slice(0, mostMarks + 1).join('');
    parts.push({ kind: 'piled', source: kept, shown: kept });
    const over = characters.length - mostMarks - 1;
    if (over > 0) parts.push({ kind: 'hidden', source: source.slice(kept.length), shown: `${count(over)} more marks` });
  }
  plain(text.length);
  return parts;
}
