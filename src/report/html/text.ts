import type { TextRange } from '../../conversation/text-range.ts';
import { countOf } from '../format.ts';
import { clampSpan, windowOf } from '../text-window.ts';
import { visibleLine, visibleParts } from '../visible-text.ts';
import { html, type Html } from './html.ts';

/** A name from outside, kept from reordering what stands beside it. */
export function name(text: string, max = 60): Html {
  return html`<bdi>${visibleLine(text, max)}</bdi>`;
}

/**
 * A text from outside as a block: line ends kept, hidden characters named, at most `limit` characters of it with a
 * note of how much was cut, the deciding piece marked. The cut keeps the marked piece in view.
 */
export function textBlock(text: string, limit: number, marked: TextRange | null = null): Html {
  if (text === '') return html`<p class="note">empty</p>`;
  const span = clampSpan(marked, text);
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
