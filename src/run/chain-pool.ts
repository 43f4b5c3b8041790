/** Chains at work at the same time. */
export interface ChainPoolOptions<Chain> {
  readonly chains: Iterator<Chain>;
  /** How many should be at work now. */
  readonly wanted: () => number;
  /** Whether another may be begun. */
  readonly goesOn: () => boolean;
  readonly run: (chain: Chain) => Promise<void>;
}

/** Runs chains, as many at a time as are wanted at the moment. */
export class ChainPool<Chain> {
  readonly #options: ChainPoolOptions<Chain>;
  readonly #over = Promise.withResolvers<void>();
  #active = 0;
  #isEmpty = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(options: ChainPoolOptions<Chain>) {
    this.#options = options;
  }

  /**
   * Begins. Resolves when no chain is left, or none may be begun, and none is at work.
   *
   * @throws the first error of a chain, or of making one, once the others are over.
   */
  finish(): Promise<void> {
    this.fill();
    return this.#over.promise;
  }

  /** Call when more may be wanted. */
  fill(): void {
    while (!this.#isEmpty && this.#failure === null && this.#active < this.#options.wanted()) this.#begin();
    if (this.#active > 0) return;
    if (this.#failure !== null) this.#over.reject(this.#failure.error);
    else if (this.#isEmpty) this.#over.resolve();
  }

  #begin(): void {
    const chain = this.#next();
    if (chain === null) {
      this.#isEmpty = true;
      return;
    }
    this.#active += 1;
    this.#options.run(chain).then(
      () => this.#ended(),
      (error: unknown) => {
        this.#failure ??= { error };
        this.#ended();
      },
    );
  }

  #next(): Chain | null {
    if (!this.#options.goesOn()) return null;
    try {
      const next = this.#options.chains.next();
      return next.done === true ? null : next.value;
    } catch (error) {
      this.#failure ??= { error };
      return null;
    }
  }

  #ended(): void {
    this.#active -= 1;
    this.fill();
  }
}
