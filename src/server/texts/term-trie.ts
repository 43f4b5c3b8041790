/** What stands between words, and what no term has in it, among the kinds of characters. */
const between = 0;
const strange = 1;
const mostKinds = 256;
/** Nodes of the tree at most, so that it stays in the fastest memory. */
const mostNodes = 16_384;

/** Where each word begins. Node 0 is where no term begins so: from there no letter leads anywhere else. */
const start = 1;

/**
 * Terms in a tree of their letters, so that one pass over a text finds all that are in it. A term is a word as an index
 * of words has it, or the beginning of words, which ends in `*`.
 */
export class TermTrie {
  /** The terms it finds, each by its place: fewer than were given where they would take too much room. */
  readonly terms: readonly string[];
  readonly #kindOf = new Uint8Array(65_536).fill(strange);
  readonly #kinds: number;
  readonly #next: Uint16Array;
  /** By node, the place of a term that is found at the end of a word, and of one that is found at once, from 1. */
  readonly #wordAt = new Uint16Array(mostNodes);
  readonly #beginningAt = new Uint16Array(mostNodes);

  constructor(terms: readonly string[]) {
    for (let code = 0; code < 128; code += 1)
      if (!/[0-9a-z]/i.test(String.fromCharCode(code))) this.#kindOf[code] = between;
    const kinds = new Map<string, number>();
    const kept = terms.filter((term) => numbered(kinds, term));
    this.#kinds = strange + 1 + kinds.size;
    for (const [letter, kind] of kinds) {
      for (const one of [letter, ...(/[a-z]/.test(letter) ? [letter.toUpperCase()] : [])]) {
        this.#kindOf[one.charCodeAt(0)] = kind;
      }
    }
    this.#next = new Uint16Array(mostNodes * this.#kinds);
    this.terms = this.#planted(kept);
  }

  /** Calls back with the place of each term that a text has, as often as it has it. */
  find(text: string, found: (place: number) => void): void {
    const kinds = this.#kinds;
    const kindOf = this.#kindOf;
    const next = this.#next;
    let node = start;
    for (let at = 0; at <= text.length; at += 1) {
      const kind = at === text.length ? between : kindOf[text.charCodeAt(at)]!;
      const place = kind === between ? this.#wordAt[node]! : 0;
      node = kind === between ? start : next[node * kinds + kind]!;
      if (place !== 0) found(place - 1);
      else if (this.#beginningAt[node] !== 0) found(this.#beginningAt[node]! - 1);
    }
  }

  #planted(terms: readonly string[]): readonly string[] {
    let nodes = start + 1;
    const planted: string[] = [];
    for (const term of terms) {
      const isBeginning = term.endsWith('*');
      const letters = isBeginning ? term.slice(0, -1) : term;
      if (nodes + letters.length > mostNodes) break;
      let node = start;
      for (let at = 0; at < letters.length; at += 1) {
        const edge = node * this.#kinds + this.#kindOf[letters.charCodeAt(at)]!;
        node = this.#next[edge] ||= nodes++;
      }
      planted.push(term);
      (isBeginning ? this.#beginningAt : this.#wordAt)[node] = planted.length;
    }
    return planted;
  }
}

/** Gives every letter of a term a kind. @returns whether there was room for them. */
function numbered(kinds: Map<string, number>, term: string): boolean {
  const letters = term.endsWith('*') ? term.slice(0, -1) : term;
  const missing = new Set(letters.split('').filter((letter) => !kinds.has(letter)));
  if (strange + 1 + kinds.size + missing.size > mostKinds) return false;
  for (const letter of missing) kinds.set(letter, strange + 1 + kinds.size);
  return true;
}
