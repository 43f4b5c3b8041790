import { codeRanges } from '../conversation/code-ranges.ts';
import type { TextRange } from '../conversation/text-range.ts';

/** Opening quotation marks, and the marks that may close each. A straight mark closes itself. */
const closers: { readonly [opener: string]: string } = {
  '"': '"',
  '“': '”“',
  '”': '”',
  '„': '“”"',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '›': '‹›',
  '「': '」',
  '『': '』',
  '《': '》',
  '〈': '〉',
  '﹁': '﹂',
  '\uff02': '\uff02',
};

/**
 * Where a text quotes: between quotation marks of one paragraph (straight ones: of one line, since a single
 * one may stand for inches), and lines that begin with `>`. Single quotation marks are apostrophes too and are
 * left to the caller. Sorted, apart. Never throws; linear.
 */
export function quotedRanges(text: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  let lineStart = 0;
  let open: { readonly start: number; readonly closers: string; readonly straight: boolean } | null = null;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd).trimStart();
    if (line.startsWith('>')) {
      ranges.push({ start: lineStart, end: lineEnd });
      open = null;
    } else {
      if (line === '' || open?.straight === true) open = null;
      for (let index = lineStart; index < lineEnd; index += 1) {
        const character = text[index] as string;
        if (open === null) {
          const closing = closers[character];
          if (closing !== undefined) open = { start: index, closers: closing, straight: character === '"' };
        } else if (open.closers.includes(character)) {
          ranges.push({ start: open.start, end: index + 1 });
          open = null;
        }
      }
    }
    lineStart = lineEnd + 1;
  }
  return ranges;
}

/** Where a text's words are not the writer's own: quotation and code. Each list is sorted and apart. */
export function borrowedRanges(text: string): readonly (readonly TextRange[])[] {
  return [quotedRanges(text), codeRanges(text)];
}
