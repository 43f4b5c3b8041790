import type { ItemCount } from '../../stats/proportion.ts';
import { noShare, shareOf, type ShareResult } from '../share.ts';

/** The shares of a table of bail against refusal, in the order in which `draw` adds to them. */
const names = ['bail', 'refusal', 'noRefusalBail', 'refusalBail', 'noBailRefusal', 'neither', 'noText'] as const;
type Name = (typeof names)[number];

/** Both margins and the four cells. */
export type Shares = { readonly [name in Exclude<Name, 'noText'>]: ShareResult };

/** What the shares of a table are made of, filled draw by draw. */
export class TableOfItems {
  readonly #items: Writable<Omit<ItemCount, 'squares'>>[] = [];
  /** The same with squares, made where draws give fractions. */
  #fractional: Writable<Required<ItemCount>>[] | null = null;
  /** Of each item the sum and the squares of every share, side by side. */
  readonly #totals: Float64Array;
  readonly #sums = new Float64Array(2 * names.length);
  #draws = 0;
  /** Whether a draw has given a fraction in place of a success or a failure, of leaving and of refusing. */
  readonly #fractions = { left: false, refused: false };

  /** @param mostItems there can be no more */
  constructor(mostItems: number) {
    this.#totals = new Float64Array(mostItems * this.#sums.length);
  }

  /** One draw of the present item; `refused` is `null` for a reply without text. */
  draw(left: number, refused: number | null): void {
    const answered = refused === null ? 0 : 1 - refused;
    const refuses = refused ?? 0;
    this.#draws += 1;
    if (!Number.isInteger(left)) this.#fractions.left = true;
    if (!Number.isInteger(refuses)) this.#fractions.refused = true;
    this.#add(0, left);
    this.#add(1, refuses);
    this.#add(2, left * answered);
    this.#add(3, left * refuses);
    this.#add(4, (1 - left) * refuses);
    this.#add(5, (1 - left) * answered);
    this.#add(6, refused === null ? 1 : 0);
  }

  #add(place: number, value: number): void {
    this.#sums[2 * place]! += value;
    this.#sums[2 * place + 1]! += value * value;
  }

  /** Ends the present item; one without a draw counts nowhere. */
  endItem(cluster: number): void {
    if (this.#draws === 0) return;
    this.#totals.set(this.#sums, this.#items.length * this.#sums.length);
    this.#items.push({ cluster, successes: 0, draws: this.#draws });
    this.#sums.fill(0);
    this.#draws = 0;
  }

  share(name: Name): ShareResult {
    if (this.#items.length === 0) return noShare;
    // The same items for each share: new ones would be most of what a report over many conditions leaves to clear away.
    const from = 2 * names.indexOf(name);
    // That all draws of an item succeed, or fail, does not mean that they had to: only fractions are told by squares.
    if (!this.#isFraction(name)) {
      this.#fill(this.#items, from);
      return shareOf(this.#items);
    }
    this.#fractional ??= this.#items.map((item) => ({ ...item, squares: 0 }));
    this.#fill(this.#fractional, from);
    for (const [index, item] of this.#fractional.entries()) {
      item.squares = this.#totals[index * this.#sums.length + from + 1] ?? 0;
    }
    return shareOf(this.#fractional);
  }

  /** Gives items the successes of a share; fractions that add up to all draws miss them by rounding. */
  #fill(items: readonly Writable<Omit<ItemCount, 'squares'>>[], from: number): void {
    let place = from;
    for (const item of items) {
      item.successes = Math.min(this.#totals[place] ?? 0, item.draws);
      place += this.#sums.length;
    }
  }

  #isFraction(name: Name): boolean {
    const { left, refused } = this.#fractions;
    if (name === 'noText') return false;
    return name === 'bail' ? left : name === 'refusal' ? refused : left || refused;
  }

  size(): { readonly items: number; readonly clusters: number; readonly n: number } {
    const items = this.#items;
    return {
      items: items.length,
      clusters: new Set(items.map(({ cluster }) => cluster)).size,
      n: items.reduce((sum, { draws }) => sum + draws, 0),
    };
  }

  shares(): Shares {
    return {
      bail: this.share('bail'),
      refusal: this.share('refusal'),
      noRefusalBail: this.share('noRefusalBail'),
      refusalBail: this.share('refusalBail'),
      noBailRefusal: this.share('noBailRefusal'),
      neither: this.share('neither'),
    };
  }
}

type Writable<Type> = { -readonly [field in keyof Type]: Type[field] };
