import { terminalText } from '../../base/terminal-text.ts';
import { displayWidth } from '../../base/text-table.ts';

/** How a stretch of a line is shown. */
export type SpanStyle = 'plain' | 'mark' | 'title' | 'dim';

export interface Span {
  readonly text: string;
  readonly style: SpanStyle;
}

/** A line that fits the screen. Its texts are safe to print. */
export type Line = readonly Span[];

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly style: SpanStyle;
}

const graphemes = new Intl.Segmenter();
/** Marks piled upon one character beyond this many would cover other lines. */
const mostMarks = 4;
const tab = '    ';

/** Breaks a text of any content into lines of at most `width` columns, at spaces where it can. */
export function layout(pieces: readonly Span[], width: number): readonly Line[] {
  const lines: Line[] = [];
  let cells: Cell[] = [];
  let used = 0;
  const end = (): void => {
    lines.push(spansOf(cells));
    cells = [];
    used = 0;
  };
  for (const { text, style } of pieces) {
    for (const [index, paragraph] of safe(text).split('\n').entries()) {
      if (index > 0) end();
      for (const { segment } of graphemes.segment(paragraph)) {
        const shown = segment.length === 1 ? segment : [...segment].slice(0, mostMarks).join('');
        const own = displayWidth(shown);
        if (used + own > width) {
          const rest = afterLastSpace(cells);
          const moved = rest === null ? [] : cells.splice(rest);
          end();
          cells = moved;
          used = moved.reduce((sum, cell) => sum + cell.width, 0);
        }
        cells.push({ text: shown, width: own, style });
        used += own;
      }
    }
  }
  end();
  return lines;
}

function safe(text: string): string {
  return terminalText(text.replace(/\r\n/g, '\n')).replaceAll('\t', tab);
}

/** Where the last word of a line begins; `null` where the line is one long word. */
function afterLastSpace(cells: readonly Cell[]): number | null {
  const last = cells.findLastIndex((cell) => cell.text === ' ');
  return last < cells.length / 3 ? null : last + 1;
}

function spansOf(cells: readonly Cell[]): Line {
  const spans: { text: string; style: SpanStyle }[] = [];
  for (const { text, style } of cells) {
    const last = spans.at(-1);
    if (last?.style === style) last.text += text;
    else spans.push({ text, style });
  }
  return spans;
}
