/** Which trial, or conversation, a rater reads next. Holds no labels: whoever drives it stores them. */
export class LabelSession {
  readonly total: number;
  /** Still to be labelled, the current one first; skipped ones have moved to the end. */
  readonly #queue: number[];
  /** Labelled by this rater, the latest last. */
  readonly #labelled: number[];
  #skipped = 0;

  /**
   * @param order all trials of the sample, in the order in which they are shown
   * @param labelled those that have the rater's label, the latest last
   */
  constructor(order: readonly number[], labelled: readonly number[]) {
    const known = new Set(order);
    this.#labelled = labelled.filter((trial) => known.has(trial));
    const done = new Set(this.#labelled);
    this.#queue = order.filter((trial) => !done.has(trial));
    this.total = order.length;
  }

  /** The trial to label; `null` when all are. */
  get current(): number | null {
    return this.#queue[0] ?? null;
  }

  get done(): number {
    return this.#labelled.length;
  }

  get left(): number {
    return this.#queue.length;
  }

  /** Whether every trial that is left has been skipped since the last one was labelled. */
  get isOnlySkipped(): boolean {
    return this.#queue.length > 0 && this.#skipped >= this.#queue.length;
  }

  /** The current trial has a label now. */
  labelled(): void {
    const trial = this.#queue.shift();
    if (trial !== undefined) this.#labelled.push(trial);
    this.#skipped = 0;
  }

  /** The current trial is left for later. */
  skip(): void {
    const trial = this.#queue.shift();
    if (trial === undefined) return;
    this.#queue.push(trial);
    this.#skipped += 1;
  }

  /** Takes the latest label back: its trial is the current one again. @returns it, or `null` where there is none. */
  undo(): number | null {
    const trial = this.#labelled.pop();
    if (trial === undefined) return null;
    this.#queue.unshift(trial);
    this.#skipped = 0;
    return trial;
  }
}
