import { displayWidth } from '../base/text-table.ts';

/**
 * Breaks a sentence into lines of at most `width` columns at its spaces. The first line begins with `first`, the
 * others with `indent`. A word longer than a line is broken.
 */
export function wrap(text: string, width: number, indent = '', first = ''): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ').flatMap((part) => pieces(part, Math.max(8, width - indent.length)))) {
    const longer = empty ? line + word : `${line} ${word}`;
    if (!empty && displayWidth(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
    empty = false;
  }
  return [...lines, line].join('\n');
}

/** Cuts a text to `width` columns with an ellipsis. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (displayWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Cuts a text to `width` columns, its middle in place of its end. */
export function fitMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const segments = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const begin = fit(text, Math.ceil(width / 2)).slice(0, -1);
  const room = width - displayWidth(begin) - 1;
  let end = '';
  for (const segment of segments.toReversed()) {
    if (displayWidth(segment + end) > room) break;
    end = segment + end;
  }
  return `${begin}…${end}`;
}

function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (displayWidth(part + segment) > width) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}
