import type { TextRange } from '../text-range.ts';
import { noCalls, type CallParser, type FoundCalls, type TextCall } from './text-call.ts';

/** What stands between an opening mark and what ends it. */
export interface TaggedBody {
  readonly text: string;
  /** Offset of the body in the whole text. */
  readonly start: number;
  /** Whether the closing mark was there; a body without one ends at the next opening or at the text's end. */
  readonly closed: boolean;
}

/** Calls of one body, each with the place it takes in the whole text; `null` when it cannot be read. */
export type BodyReader = (
  body: TaggedBody,
  opening: RegExpMatchArray,
) => readonly Omit<TextCall, 'start' | 'end'>[] | null;

/**
 * A parser for calls that stand between marks. `opening` and `closing` are sources of regular expressions
 * whose running time is bounded; the text is cut at every mark once, so the whole stays linear.
 */
export function taggedCalls(opening: string, closing: string, read: BodyReader): CallParser {
  const marks = new RegExp(`(?<opening>${opening})|(?<closing>${closing})`, 'g');
  const opens = new RegExp(opening);
  return (text): FoundCalls => {
    // Most replies hold no call in any form, and looking for one mark is far cheaper than for all.
    if (!opens.test(text)) return noCalls;
    const calls: TextCall[] = [];
    const malformed: TextRange[] = [];
    let open: RegExpMatchArray | null = null;
    const finish = (match: RegExpMatchArray, bodyEnd: number, end: number, closed: boolean): void => {
      const start = match.index as number;
      const bodyStart = start + match[0].length;
      const found = read({ text: text.slice(bodyStart, bodyEnd), start: bodyStart, closed }, match);
      if (found === null) malformed.push({ start, end });
      else for (const call of found) calls.push({ ...call, start, end });
    };
    for (const match of text.matchAll(marks)) {
      const isOpening = match.groups?.['opening'] !== undefined;
      if (open !== null) finish(open, match.index, isOpening ? match.index : match.index + match[0].length, !isOpening);
      open = isOpening ? match : null;
    }
    if (open !== null) finish(open, text.length, text.length, false);
    return { calls, malformed };
  };
}
