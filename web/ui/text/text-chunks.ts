import type { TextRange } from '../../../src/conversation/text-range.ts';
import { clampSpan, wholeOffset } from '../../../src/report/text-window.ts';
import { textParts, type TextPart } from './text-parts.ts';

/** A piece of a text that is pointed out: what decided an outcome, or what was searched for. */
export interface Highlight extends TextRange {
  readonly kind: 'evidence' | 'hit';
}

/** Parts beside each other that are pointed out alike. */
export interface TextRun {
  readonly highlight: Highlight['kind'] | null;
  readonly parts: readonly TextPart[];
}

/** A stretch of a text that a page lays out as one block. */
export interface TextChunk extends TextRange {
  readonly runs: readonly TextRun[];
  /** How many parts the runs have. */
  readonly size: number;
  /** Whether it ends in the middle of a line. */
  readonly isTorn: boolean;
}

const mostCharacters = 32_768;
const mostParts = 2_000;

/**
 * The next block of a text. It ends at a line's end where there is one in its second half.
 *
 * @param range what is left of the text
 * @param highlights in any order; they may overlap, and what decided an outcome then counts
 */
export function nextChunk(text: string, { start, end: last }: TextRange, highlights: readonly Highlight[]): TextChunk {
  const runs: TextRun[] = [];
  const wanted = chunkEnd(text, start, last);
  let size = 0;
  let end = start;
  for (const piece of pieces(text, { start, end: wanted }, highlights)) {
    const parts = textParts(text.slice(piece.start, piece.end), mostParts - size).slice(0, mostParts - size);
    if (parts.length === 0) break;
    runs.push({ highlight: piece.highlight, parts });
    size += parts.length;
    end = parts.reduce((sum, { source }) => sum + source.length, piece.start);
    if (end < piece.end) break;
  }
  return { start, end, runs, size, isTorn: end < text.length && text[end - 1] !== '\n' };
}

function chunkEnd(text: string, start: number, last: number): number {
  if (last - start <= mostCharacters) return last;
  const most = wholeOffset(text, start + mostCharacters);
  const line = text.lastIndexOf('\n', most - 1) + 1;
  return line > start + mostCharacters / 2 ? line : most;
}

interface Piece extends TextRange {
  readonly highlight: Highlight['kind'] | null;
}

/** Cuts a range where a highlight begins or ends. */
function pieces(text: string, { start, end }: TextRange, highlights: readonly Highlight[]): readonly Piece[] {
  const inside = highlights.flatMap(({ kind, ...range }) => {
    const whole = clampSpan(range, text);
    return whole !== null && whole.start < end && whole.end > start ? [{ kind, ...whole }] : [];
  });
  const borders = inside.flatMap((one) => [one.start, one.end]).filter((at) => at > start && at < end);
  const cuts = [start, ...new Set(borders.sort((a, b) => a - b)), end];
  return cuts.slice(0, -1).flatMap((from, index) => {
    const to = cuts[index + 1] ?? end;
    const over = inside.filter((one) => one.start <= from && one.end >= to);
    const highlight = over.find(({ kind }) => kind === 'evidence') ?? over[0];
    return to > from ? [{ start: from, end: to, highlight: highlight?.kind ?? null }] : [];
  });
}

/** The blocks of a range of a text. */
export function* chunksOf(text: string, range: TextRange, highlights: readonly Highlight[]): Generator<TextChunk> {
  for (let start = range.start; start < range.end;) {
    const chunk = nextChunk(text, { start, end: range.end }, highlights);
    yield chunk;
    start = chunk.end;
  }
}
