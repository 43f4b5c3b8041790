/** A stretch of a text: UTF-16 offsets, `end` not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Whether an offset lies in one of the ranges, which are sorted and do not overlap. */
export function isInside(ranges: readonly TextRange[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle] as TextRange;
    if (offset < range.start) high = middle;
    else if (offset >= range.end) low = middle + 1;
    else return true;
  }
  return false;
}

/** The text with the ranges (sorted, apart) turned into spaces, so that every other offset stays what it was. */
export function blankOut(text: string, ranges: readonly TextRange[]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const range of ranges) {
    parts.push(text.slice(from, range.start), ' '.repeat(range.end - range.start));
    from = range.end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
