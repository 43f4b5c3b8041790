interface Node {
  readonly next: Map<number, Node>;
}

/** Counts the distinct prompt tokens of many prompts: a token counts once for each different beginning it ends. */
export class TokenTrie {
  readonly #root: Node = { next: new Map() };
  #size = 0;

  add(tokens: readonly number[]): void {
    let node = this.#root;
    for (const token of tokens) {
      let next = node.next.get(token);
      if (next === undefined) {
        next = { next: new Map() };
        node.next.set(token, next);
        this.#size += 1;
      }
      node = next;
    }
  }

  /** What a server must compute at the least, if it forgets nothing. */
  get size(): number {
    return this.#size;
  }
}
