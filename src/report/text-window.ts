import type { TextRange } from '../conversation/text-range.ts';

/** The part of a span that lies in the text, no half characters in it; `null` where nothing is left. */
export function clampSpan(span: TextRange | null, text: string): TextRange | null {
  if (span === null) return null;
  const start = wholeOffset(text, Math.min(Math.max(0, span.start), text.length));
  const end = wholeOffset(text, Math.min(Math.max(0, span.end), text.length));
  return end > start ? { start, end } : null;
}

/** At most `limit` characters of a text, from its beginning or, where the span lies further on, around that. */
export function windowOf(text: string, limit: number, span: TextRange | null): TextRange {
  if (text.length <= limit) return { start: 0, end: text.length };
  if (span === null || span.end <= limit) return { start: 0, end: wholeOffset(text, limit) };
  const room = Math.max(0, limit - (span.end - span.start));
  const start = Math.max(0, Math.min(span.start - Math.floor(room * 0.7), text.length - limit));
  return { start: wholeOffset(text, start), end: wholeOffset(text, Math.min(text.length, start + limit)) };
}

/** An offset that does not fall between the halves of a surrogate pair. */
export function wholeOffset(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  const before = text.charCodeAt(offset - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? offset - 1 : offset;
}
