/** Why what stands as a score is none. */
export type ScoreProblem = 'outside' | 'unreadable';

/** What is wrong with the scores of one scorer in a file. */
export interface BadScoreTally {
  /** Numbers below 0 or above 1. */
  outside: number;
  /** What is no number. */
  unreadable: number;
  /** The first line that has one of either. */
  readonly firstLine: number;
}

/** A score as it stands in a row: a number from 0 to 1, why it is none, or `null` where nothing stands there. */
export function readScore(value: unknown): number | ScoreProblem | null {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return null;
  const score = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  if (Number.isNaN(score)) return 'unreadable';
  return score >= 0 && score <= 1 ? score : 'outside';
}

/** Counts scores that are none, by scorer. */
export class BadScores {
  readonly #byScorer = new Map<string, BadScoreTally>();

  add(scorer: string, problem: ScoreProblem, line: number): void {
    const tally = this.#byScorer.get(scorer) ?? { outside: 0, unreadable: 0, firstLine: line };
    tally[problem] += 1;
    this.#byScorer.set(scorer, tally);
  }

  get byScorer(): { readonly [scorer: string]: BadScoreTally } {
    return Object.fromEntries(this.#byScorer);
  }
}
