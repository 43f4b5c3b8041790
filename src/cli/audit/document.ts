import type { TrialRecord } from '../../analysis/results.ts';
import { exchangeParts, type ExchangePart, type TurnsShown } from '../../audit/exchange-parts.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { countOf } from '../../report/format.ts';
import { fit } from '../../report/wrap.ts';
import { layout, type Line, type Span } from './layout.ts';

/** An exchange as lines for a screen. */
export interface AuditDocument {
  readonly lines: readonly Line[];
  /** The first line with a marked piece; where nothing is marked, the last part's, of a conversation the first. */
  readonly focus: number;
  /** Whether lines are left out. */
  readonly isCut: boolean;
}

/** Lines of one text that are shown where not all are. */
const shortLines = 14;
/** Characters of one text that are laid out at all; an export has the rest. */
const mostCharacters = 200_000;

/** How an exchange is shown. */
export interface DocumentOptions {
  readonly width: number;
  /** Whether long texts are shown in full. */
  readonly whole: boolean;
  /** Whether it is a conversation, and its turns are told apart: with what was counted at each, or without. */
  readonly turns?: TurnsShown;
}

/**
 * The whole exchange of a trial: what the model was told, the conversation, its reply, our question and the answer. Of a
 * conversation the same of every turn, each text once. The deciding pieces of text are marked. Every line from outside
 * stands behind a bar, so that none can pass for one of ours.
 *
 * @param trials one, or those of a conversation's turns
 */
export function auditDocument(trials: readonly TrialRecord[], options: DocumentOptions): AuditDocument {
  const { width, whole } = options;
  const lines: Line[] = [];
  let focus = 0;
  let marked: number | null = null;
  let isCut = false;
  for (const part of exchangeParts(trials, options.turns)) {
    const all = layout(piecesOf(part), Math.max(16, width - 2));
    const first = all.findIndex((line) => line.some(({ style }) => style === 'mark'));
    const kept = whole ? all.map((_, index) => index) : keptLines(all.length, first);
    if (kept.length < all.length) isCut = true;
    focus = lines.length;
    lines.push([{ text: fit(`── ${terminalLine(part.title, 80)}`, width), style: 'title' }]);
    let next = 0;
    for (const index of kept) {
      if (index > next) lines.push(leftOut(index - next, width));
      if (index === first) marked ??= lines.length;
      lines.push([{ text: '│ ', style: 'dim' }, ...(all[index] ?? [])]);
      next = index + 1;
    }
    if (all.length > next) lines.push(leftOut(all.length - next, width));
  }
  return { lines, focus: marked ?? (options.turns === undefined ? focus : 0), isCut };
}

function leftOut(count: number, width: number): Line {
  return [{ text: fit(`┆ ${countOf(count, 'more line')} · a shows all`, width), style: 'dim' }];
}

/** The first lines of a long text, and those around the first marked one. */
function keptLines(count: number, marked: number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= shortLines + 1) return all;
  if (marked < 0) return all.slice(0, shortLines);
  const half = Math.floor(shortLines / 2);
  return all.filter((index) => index < half || (index >= marked - half + 2 && index < marked + half));
}

function piecesOf({ text, mark }: ExchangePart): readonly Span[] {
  return text === '' ? [{ text: '(no text)', style: 'dim' }] : markedPieces(text, mark);
}

function markedPieces(text: string, range: { readonly start: number; readonly end: number } | null): readonly Span[] {
  if (range === null) return [{ text: cut(text), style: 'plain' }];
  // Of a text too long to lay out, the piece around the mark.
  const from = Math.max(0, range.start - mostCharacters / 2);
  return [
    { text: (from > 0 ? '… ' : '') + text.slice(from, range.start), style: 'plain' },
    { text: text.slice(range.start, range.end), style: 'mark' },
    { text: cut(text.slice(range.end), mostCharacters / 2), style: 'plain' },
  ];
}

function cut(text: string, most = mostCharacters): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (${countOf(text.length - most, 'more character')}; \`exitpoll audit export\` has them)`;
}
