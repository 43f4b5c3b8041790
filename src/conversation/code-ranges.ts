import type { TextRange } from './text-range.ts';

const fenceLine = /^[ \t]{0,12}(`{3,}|~{3,})(.*)$/;

/**
 * Where a Markdown text is code: fenced blocks (an unclosed one runs to the end) and inline code, whose
 * closing run of backticks stands in the same paragraph. Sorted, apart, marks included. Never throws; linear.
 *
 * Source: CommonMark 0.31, sections 4.5 and 6.1, without indented code.
 */
export function codeRanges(text: string): readonly TextRange[] {
  if (!text.includes('`') && !text.includes('~~~')) return [];
  const ranges: TextRange[] = [];
  let paragraphStart = 0;
  let fence: { readonly mark: string; readonly start: number } | null = null;
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd);
    const [, mark = '', info = ''] = fenceLine.exec(line) ?? [];
    if (fence !== null) {
      if (mark.startsWith(fence.mark) && info.trim() === '') {
        ranges.push({ start: fence.start, end: lineEnd });
        fence = null;
        paragraphStart = lineEnd;
      }
    } else if (mark !== '' && !(mark.startsWith('`') && info.includes('`'))) {
      addInlineCode(text, paragraphStart, lineStart, ranges);
      fence = { mark, start: lineStart };
    } else if (line.trim() === '') {
      addInlineCode(text, paragraphStart, lineStart, ranges);
      paragraphStart = lineEnd;
    }
    lineStart = lineEnd + 1;
  }
  if (fence === null) addInlineCode(text, paragraphStart, text.length, ranges);
  else ranges.push({ start: fence.start, end: text.length });
  return ranges;
}

function addInlineCode(text: string, from: number, to: number, ranges: TextRange[]): void {
  const runs = [...text.slice(from, to).matchAll(/`+/g)].map((match) => ({
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
  // The next run of the same length, looked up backwards so that the whole stays linear.
  const closing = new Map<number, number>();
  const closedBy: number[] = [];
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const run = runs[index] as TextRange;
    closedBy[index] = closing.get(run.end - run.start) ?? -1;
    closing.set(run.end - run.start, index);
  }
  for (let index = 0; index < runs.length; index += 1) {
    const close = closedBy[index] as number;
    if (close === -1) continue;
    ranges.push({ start: (runs[index] as TextRange).start, end: (runs[close] as TextRange).end });
    index = close;
  }
}

/** The inside of the fenced block that a text consists of, and the word after its opening; `null` for any other text. */
export function wholeFence(text: string): (TextRange & { readonly info: string }) | null {
  const trimmed = text.trim();
  const first = trimmed.indexOf('\n');
  const last = trimmed.lastIndexOf('\n');
  if (first === -1 || last <= first) return null;
  const [, mark = '', info = ''] = fenceLine.exec(trimmed.slice(0, first).trimEnd()) ?? [];
  if (mark === '' || trimmed.slice(last + 1).trim() !== mark) return null;
  const offset = text.length - text.trimStart().length;
  const inside = { start: offset + first + 1, end: offset + last };
  if (text.slice(inside.start, inside.end).includes(`\n${mark}`)) return null;
  return { ...inside, info: info.trim() };
}
