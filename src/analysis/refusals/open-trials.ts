import { meanOf } from '../share.ts';
import type { Bounds } from './results.ts';

/** Trials of an item that do not tell both, as shares of its trials. */
interface Open {
  /** Without an answer, by the reply: it does what was asked, refuses, or has no text. */
  answers: number;
  refuses: number;
  silent: number;
  /** With an answer, and a reply without text. */
  left: number;
  stayed: number;
}

const nothing: Open = { answers: 0, refuses: 0, silent: 0, left: 0, stayed: 0 };

/** The cells of a table, as far as bounds go. */
type Cells = { readonly [cell in keyof Bounds]: { readonly rate: number | null } };

/** Trials that do not tell both, and what the cells of a table could be if they did. */
export class OpenTrials {
  readonly #items: Open[] = [];
  #open = { ...nothing };
  #draws = 0;

  /** One draw. @param left `null` without an answer @param refused `null` for a reply without text */
  draw(left: number | null, refused: number | null): void {
    this.#draws += 1;
    if (left === null) this.#open[refused === null ? 'silent' : refused === 1 ? 'refuses' : 'answers'] += 1;
    else if (refused === null) {
      this.#open.left += left;
      this.#open.stayed += 1 - left;
    }
  }

  /** Ends the present item; one without a draw counts nowhere. */
  endItem(): void {
    if (this.#draws === 0) return;
    const { answers, refuses, silent, left, stayed } = this.#open;
    const of = (count: number): number => count / this.#draws;
    this.#items.push({
      answers: of(answers),
      refuses: of(refuses),
      silent: of(silent),
      left: of(left),
      stayed: of(stayed),
    });
    this.#open = { ...nothing };
    this.#draws = 0;
  }

  /** Mean over items of the share without an answer; `null` of none. */
  noAnswer(): number | null {
    return meanOf(this.#items.map(({ answers, refuses, silent }) => answers + refuses + silent));
  }

  /** The cells if these trials had left or stayed, refused or not, as may be; `null` where every trial tells both. */
  bounds({ noRefusalBail, refusalBail, noBailRefusal, neither }: Cells): Bounds | null {
    const mean = (name: keyof Open): number => meanOf(this.#items.map((one) => one[name])) ?? 0;
    const [answers, refuses, silent] = [mean('answers'), mean('refuses'), mean('silent')];
    const [left, stayed] = [mean('left'), mean('stayed')];
    if (answers + refuses + silent + left + stayed === 0) return null;
    // Without an answer a trial is counted as not left, and without text in none of the four.
    return {
      noRefusalBail: around(noRefusalBail.rate, 0, answers + silent + left),
      refusalBail: around(refusalBail.rate, 0, refuses + silent + left),
      noBailRefusal: around(noBailRefusal.rate, refuses, silent + stayed),
      neither: around(neither.rate, answers, silent + stayed),
    };
  }
}

function around(rate: number | null, less: number, more: number): readonly [low: number, high: number] {
  return [Math.max(0, (rate ?? 0) - less), Math.min(1, (rate ?? 0) + more)];
}
