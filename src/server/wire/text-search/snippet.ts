import type { TextRange } from '../../../conversation/text-range.ts';
import type { Snippet } from '../trial-page.ts';
import { findHits } from './find-hits.ts';
import type { Term } from './query.ts';

/** Characters of a snippet, and how many of them before the first hit. */
const length = 240;
const before = 60;
/** A hit behind these characters is not looked for. */
const looked = 200_000;

/**
 * A short piece of a text: around the first of the terms found in it, or its beginning.
 *
 * @returns whether anything was found, and the piece
 */
export function snippetOf(
  text: string,
  terms: readonly Term[],
): { readonly found: boolean; readonly snippet: Snippet } {
  const seen = text.slice(0, looked);
  let window: TextRange | null = null;
  const hits: TextRange[] = [];
  for (const hit of terms.length === 0 ? [] : findHits(seen, terms)) {
    window ??= windowAround(seen, hit.start);
    if (hit.start >= window.end) break;
    hits.push({ start: hit.start, end: Math.min(hit.end, window.end) });
  }
  return { found: hits.length > 0, snippet: cut(text, window ?? windowAround(seen, 0), merged(hits)) };
}

function windowAround(text: string, at: number): TextRange {
  const start = at <= before ? 0 : at - before;
  const end = Math.min(text.length, start + length);
  return { start: isInsidePair(text, start) ? start + 1 : start, end: isInsidePair(text, end) ? end - 1 : end };
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1)) && at > 0;
}

function merged(hits: readonly TextRange[]): readonly TextRange[] {
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of hits.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

function cut(text: string, window: TextRange, hits: readonly TextRange[]): Snippet {
  const parts: { text: string; hit: boolean }[] = [];
  const add = (piece: string, hit: boolean): void => {
    if (piece !== '') parts.push({ text: piece, hit });
  };
  let from = window.start;
  for (const { start, end } of hits) {
    add(text.slice(from, start), false);
    add(text.slice(start, end), true);
    from = end;
  }
  add(text.slice(from, window.end), false);
  const first = parts[0];
  if (window.start > 0) {
    if (first?.hit === false) first.text = `…${first.text}`;
    else parts.unshift({ text: '…', hit: false });
  }
  if (window.end < text.length) add('…', false);
  return parts;
}
