/** The words of a text, lower-case: runs of letters and digits, and single signs of scripts without blanks. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(word) ?? [];
}

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)?/gu;

/** 1 less the share of words in both among words in either (Jaccard); 0 for two texts without words. */
export function wordDistance(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 && other.size === 0) return 0;
  let both = 0;
  for (const found of one) if (other.has(found)) both += 1;
  return 1 - both / (one.size + other.size - both);
}

/** In how many replies of a pair's side each word stands. */
export class WordShares {
  readonly #counts = new Map<string, [offered: number, baseline: number]>();
  #pairs = 0;

  add(offered: ReadonlySet<string>, baseline: ReadonlySet<string>): void {
    this.#pairs += 1;
    for (const [side, words] of [offered, baseline].entries()) {
      for (const found of words) {
        const count = this.#counts.get(found) ?? [0, 0];
        count[side] = (count[side] ?? 0) + 1;
        this.#counts.set(found, count);
      }
    }
  }

  /** The words whose shares differ most, half of them for either side at most, largest difference first. */
  mostShifted(most: number): readonly { readonly word: string; readonly offered: number; readonly baseline: number }[] {
    const shifts = [...this.#counts]
      .filter(([found, [offered, baseline]]) => /\p{L}/u.test(found) && offered !== baseline)
      .map(([found, [offered, baseline]]) => ({
        word: found,
        offered: offered / this.#pairs,
        baseline: baseline / this.#pairs,
      }))
      .sort(
        (a, b) => Math.abs(b.offered - b.baseline) - Math.abs(a.offered - a.baseline) || (a.word < b.word ? -1 : 1),
      );
    const side = (isMore: boolean): typeof shifts =>
      shifts.filter((one) => one.offered > one.baseline === isMore).slice(0, most / 2);
    return [...side(true), ...side(false)];
  }
}
