import type { CutText } from '../wire/trial-detail.ts';

/** Characters of a text that an answer holds, and of a piece of one that is asked for. */
export const longestText = 200_000;

/** A value whose long texts were cut, and these texts whole, in the order of `cut`. */
export interface Cut<Value> {
  readonly value: Value;
  readonly cut: readonly CutText[];
  readonly whole: readonly string[];
}

/** Cuts every long text in a value of JSON, so that no reply makes an answer large. */
export function cutTexts<Value>(value: Value): Cut<Value> {
  const cut: CutText[] = [];
  const whole: string[] = [];
  const walk = (part: unknown, path: readonly string[]): unknown => {
    if (typeof part === 'string') {
      if (part.length <= longestText) return part;
      cut.push({ path, length: part.length });
      whole.push(part);
      return pieceOf(part, 0).text;
    }
    if (Array.isArray(part)) return part.map((one, index) => walk(one, [...path, String(index)]));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, walk(one, [...path, key])]));
  };
  return { value: walk(value, []) as Value, cut, whole };
}

/** The piece of a text that begins at an offset, and where the next one begins; no character is cut in two. */
export function pieceOf(text: string, from: number): { readonly text: string; readonly next: number | null } {
  const most = from + longestText;
  const isInsidePair = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(most - 1, most + 1));
  const end = Math.min(text.length, isInsidePair ? most - 1 : most);
  return { text: text.slice(from, end), next: end < text.length ? end : null };
}
