import type { Json } from '../base/canonical-json.ts';
import type { Reply } from '../conversation/reply.ts';
import type { Attempt, Retried } from './retry.ts';
import type { Sender, Sending } from './sender.ts';
import type { ModelError } from '../models/model-error.ts';

/** What one draw of a request came to. */
export type Drawn =
  | {
      readonly kind: 'ok';
      readonly reply: Reply;
      /** Those of the call it came with; of several draws, the first has them. */
      readonly attempts: readonly Attempt[];
      /** The call that succeeded. */
      readonly call: Attempt;
      /** The form its request went out in; `null` where the model has none. */
      readonly form: Json | null;
    }
  | { readonly kind: 'failed'; readonly error: ModelError; readonly attempts: readonly Attempt[] };

interface Place {
  readonly sending: Omit<Sending, 'draws'>;
  readonly resolve: (drawn: Drawn) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins draws of one request that are asked for in the same turn of the event loop into one call, where the model gives
 * several at once.
 */
export class DrawBatches {
  readonly #sender: Sender;
  readonly #perCall: number;
  #places = new Map<string, Place[]>();

  /** @param perCall the most draws of one call, from 1 */
  constructor(sender: Sender, perCall: number) {
    this.#sender = sender;
    this.#perCall = perCall;
  }

  /**
   * @param name of the request, equal for all its draws; made only where it is needed
   * @throws what the sender throws.
   */
  ask(name: () => string, sending: Omit<Sending, 'draws'>): Promise<Drawn> {
    // A readout is not drawn, so it is asked for one by one.
    if (this.#perCall === 1 || sending.request.readout !== undefined) return this.#one(sending);
    return new Promise((resolve, reject) => {
      if (this.#places.size === 0) setImmediate(() => this.#flush());
      const own = name();
      const places = this.#places.get(own);
      const place = { sending, resolve, reject };
      if (places === undefined) this.#places.set(own, [place]);
      else places.push(place);
    });
  }

  #flush(): void {
    const places = this.#places;
    this.#places = new Map();
    for (const equal of places.values()) {
      for (let from = 0; from < equal.length; from += this.#perCall) {
        void this.#many(equal.slice(from, from + this.#perCall));
      }
    }
  }

  async #one(sending: Omit<Sending, 'draws'>): Promise<Drawn> {
    const { retried, form } = await this.#send(sending, 1);
    const { attempts } = retried;
    if (retried.kind === 'failed') return { kind: 'failed', error: retried.error, attempts };
    return { kind: 'ok', reply: first(retried.result), attempts, call: first(attempts.slice(-1)), form };
  }

  async #send(
    sending: Omit<Sending, 'draws'>,
    draws: number,
  ): Promise<{ readonly retried: Retried<readonly Reply[]>; readonly form: Json | null }> {
    let form: Json | null = null;
    const onSent = (told: Json): void => {
      form = told;
    };
    const retried = await this.#sender.send({ ...sending, draws, options: { ...sending.options, onSent } });
    return { retried, form };
  }

  async #many(places: readonly Place[]): Promise<void> {
    try {
      const { retried, form } = await this.#send(first(places).sending, places.length);
      const attemptsOf = (index: number): readonly Attempt[] => (index === 0 ? retried.attempts : []);
      if (retried.kind === 'failed') {
        const { error } = retried;
        places.forEach((place, index) => place.resolve({ kind: 'failed', error, attempts: attemptsOf(index) }));
        return;
      }
      const call = first(retried.attempts.slice(-1));
      const answered = places.slice(0, retried.result.length);
      answered.forEach((place, index) => {
        const reply = first(retried.result.slice(index));
        place.resolve({ kind: 'ok', reply, attempts: attemptsOf(index), call, form });
      });
      // An endpoint may give fewer than it was asked for: the rest is asked for again.
      const rest = places.slice(answered.length);
      if (rest.length > 0) await this.#many(rest);
    } catch (error) {
      for (const place of places) place.reject(error);
    }
  }
}

function first<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) throw new Error('a call came back without a reply');
  return value;
}
