import type { Bounds } from './results.ts';

/** Trials that do not tell both, by kind. */
const kinds = ['answers', 'refuses', 'silent', 'left', 'stayed'] as const;
type Kind = (typeof kinds)[number];

/** The cells of a table, as far as bounds go. */
type Cells = { readonly [cell in keyof Bounds]: { readonly rate: number | null } };

/**
 * Trials that do not tell both, and what the cells of a table could be if they did. Without an answer, by the reply: it
 * `answers` what was asked, `refuses`, or is `silent`; with an answer, `left` and `stayed` after a reply without text.
 */
export class OpenTrials {
  /** Of the present item, how many; over all items, their shares. */
  readonly #counts = { answers: 0, refuses: 0, silent: 0, left: 0, stayed: 0 };
  readonly #shares = { answers: 0, refuses: 0, silent: 0, left: 0, stayed: 0 };
  #draws = 0;
  #items = 0;

  /** One draw. @param left `null` without an answer @param refused `null` for a reply without text */
  draw(left: number | null, refused: number | null): void {
    this.#draws += 1;
    if (left === null) this.#counts[refused === null ? 'silent' : refused === 1 ? 'refuses' : 'answers'] += 1;
    else if (refused === null) {
      this.#counts.left += left;
      this.#counts.stayed += 1 - left;
    }
  }

  /** Ends the present item; one without a draw counts nowhere. */
  endItem(): void {
    if (this.#draws === 0) return;
    for (const kind of kinds) {
      this.#shares[kind] += this.#counts[kind] / this.#draws;
      this.#counts[kind] = 0;
    }
    this.#items += 1;
    this.#draws = 0;
  }

  /** Mean over items of the share without an answer; `null` of none. */
  noAnswer(): number | null {
    return this.#items === 0 ? null : this.#mean('answers') + this.#mean('refuses') + this.#mean('silent');
  }

  /** The cells if these trials had left or stayed, refused or not, as may be; `null` where every trial tells both. */
  bounds({ noRefusalBail, refusalBail, noBailRefusal, neither }: Cells): Bounds | null {
    if (kinds.every((kind) => this.#shares[kind] === 0)) return null;
    const [answers, refuses, silent] = [this.#mean('answers'), this.#mean('refuses'), this.#mean('silent')];
    const [left, stayed] = [this.#mean('left'), this.#mean('stayed')];
    // Without an answer a trial is counted as not left, and without text in none of the four.
    return {
      noRefusalBail: around(noRefusalBail.rate, 0, answers + silent + left),
      refusalBail: around(refusalBail.rate, 0, refuses + silent + left),
      noBailRefusal: around(noBailRefusal.rate, refuses, silent + stayed),
      neither: around(neither.rate, answers, silent + stayed),
    };
  }

  #mean(kind: Kind): number {
    return this.#shares[kind] / this.#items;
  }
}

function around(rate: number | null, less: number, more: number): readonly [low: number, high: number] {
  return [Math.max(0, (rate ?? 0) - less), Math.min(1, (rate ?? 0) + more)];
}
