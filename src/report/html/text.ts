import { countOf } from '../format.ts';
import { visibleLine, visibleParts } from '../visible-text.ts';
import { html, type Html } from './html.ts';

/** A part of a text, as UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A name from outside, kept from reordering what stands beside it. */
export function name(text: string, max = 60): Html {
  return html`<bdi>${visibleLine(text, max)}</bdi>`;
}

/**
 * A text from outside as a block: line ends kept, hidden characters named, at most `limit` characters of it with a
 * note of how much was cut, the deciding piece marked. The cut keeps the marked piece in view.
 */
export function textBlock(text: string, limit: number, marked: Span | null = null): Html {
  if (text === '') return html`<p class="note">empty</p>`;
  const span = clamp(marked, text);
  const window = windowOf(text, limit, span);
  const before = window.start === 0 ? null : cutNote(window.start, 'before this');
  const after = window.end === text.length ? null : cutNote(text.length - window.end, 'after this');
  const inside = (from: number, to: number): Html => visible(text.slice(Math.max(from, window.start), to));
  const body =
    span === null
      ? inside(0, window.end)
      : html`${inside(0, span.start)}<mark>${inside(span.start, Math.min(span.end, window.end))}</mark>${inside(Math.min(span.end, window.end), window.end)}`;
  return html`${before}
    <div class="text" dir="auto">${body}</div>
    ${after}`;
}

/** Text with every hidden character as a small label. */
export function visible(text: string): Html {
  return html`${visibleParts(text).map((part) => (part.kind === 'plain' ? part.text : html`<span class="hidden-char">${part.text}</span>`))}`;
}

function cutNote(characters: number, where: string): Html {
  return html`<p class="note">${countOf(characters, 'character')} ${where} not shown</p>`;
}

function clamp(span: Span | null, text: string): Span | null {
  if (span === null) return null;
  const start = whole(text, Math.min(Math.max(0, span.start), text.length));
  const end = whole(text, Math.min(Math.max(0, span.end), text.length));
  return end > start ? { start, end } : null;
}

function windowOf(text: string, limit: number, span: Span | null): Span {
  if (text.length <= limit) return { start: 0, end: text.length };
  if (span === null || span.end <= limit) return { start: 0, end: whole(text, limit) };
  const room = Math.max(0, limit - (span.end - span.start));
  const start = Math.max(0, Math.min(span.start - Math.floor(room * 0.7), text.length - limit));
  return { start: whole(text, start), end: whole(text, Math.min(text.length, start + limit)) };
}

/** An offset that does not fall between the halves of a surrogate pair. */
function whole(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  const before = text.charCodeAt(offset - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? offset - 1 : offset;
}
