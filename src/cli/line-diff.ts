/** One line of two texts laid side by side: in both, only in the first (`-`), or only in the second (`+`). */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * The shortest way from one list of lines to another, removed lines before added ones. For short texts: time and
 * memory grow with the product of the lengths.
 */
export function diffLines(one: readonly string[], other: readonly string[]): readonly DiffLine[] {
  // common[i][j]: how many lines the rest of one from i and the rest of the other from j can share.
  const common = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1));
  const shared = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const row = common[i] as Uint32Array;
      row[j] = one[i] === other[j] ? shared(i + 1, j + 1) + 1 : Math.max(shared(i + 1, j), shared(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    const [here, there] = [one[i], other[j]];
    if (here !== undefined && here === there) {
      lines.push({ sign: ' ', text: here });
      i += 1;
      j += 1;
    } else if (here !== undefined && (there === undefined || shared(i + 1, j) >= shared(i, j + 1))) {
      lines.push({ sign: '-', text: here });
      i += 1;
    } else {
      lines.push({ sign: '+', text: there ?? '' });
      j += 1;
    }
  }
  return lines;
}
