interface Place<Order, Result> {
  readonly order: Order;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal;
  gone: boolean;
}

interface Watch<Order, Result> {
  readonly places: Set<Place<Order, Result>>;
  readonly stop: () => void;
}

/**
 * Whoever waits for something, served in the order of asking. Leaving by an abort costs nothing to those behind; many
 * may wait on one signal, which has one listener for all of them.
 */
export class WaitingLine<Order, Result> {
  #places: Place<Order, Result>[] = [];
  /** Index of the first place that may still be waiting. */
  #head = 0;
  #length = 0;
  readonly #watches = new Map<AbortSignal, Watch<Order, Result>>();
  readonly #onLeft: () => void;

  /** @param onLeft told after the first in line may have changed because somebody gave up */
  constructor(onLeft: () => void = () => undefined) {
    this.#onLeft = onLeft;
  }

  /** How many wait. */
  get length(): number {
    return this.#length;
  }

  /** What the first in line asked for. */
  get first(): Order | undefined {
    return this.#firstPlace()?.order;
  }

  /** Joins the end of the line. @throws the signal's reason when it is aborted before or while waiting. */
  join(order: Order, signal: AbortSignal): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const place = { order, resolve, reject, signal, gone: false };
      this.#places.push(place);
      this.#length += 1;
      this.#watch(signal).places.add(place);
    });
  }

  /** Gives the first in line what it waits for. Does nothing when nobody waits. */
  serve(result: Result): void {
    const place = this.#firstPlace();
    if (place === undefined) return;
    this.#head += 1;
    this.#remove(place);
    const watch = this.#watches.get(place.signal);
    watch?.places.delete(place);
    if (watch?.places.size === 0) watch.stop();
    place.resolve(result);
  }

  #firstPlace(): Place<Order, Result> | undefined {
    while (this.#places[this.#head]?.gone === true) this.#head += 1;
    // Amortised: at least half of the array is dropped whenever it is copied.
    if (this.#head > 1024 && this.#head * 2 > this.#places.length) {
      this.#places = this.#places.slice(this.#head);
      this.#head = 0;
    }
    return this.#places[this.#head];
  }

  #remove(place: Place<Order, Result>): void {
    place.gone = true;
    this.#length -= 1;
    if (this.#length === 0) {
      this.#places = [];
      this.#head = 0;
    }
  }

  #watch(signal: AbortSignal): Watch<Order, Result> {
    const known = this.#watches.get(signal);
    if (known !== undefined) return known;
    const places = new Set<Place<Order, Result>>();
    const onAbort = (): void => {
      this.#watches.delete(signal);
      for (const place of places) {
        this.#remove(place);
        place.reject(signal.reason);
      }
      this.#onLeft();
    };
    const stop = (): void => {
      signal.removeEventListener('abort', onAbort);
      this.#watches.delete(signal);
    };
    const watch = { places, stop };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#watches.set(signal, watch);
    return watch;
  }
}
