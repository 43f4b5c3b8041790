/** What became of one request, as the server saw it. */
export type Fate =
  | { readonly kind: 'pending' }
  /** A good answer left the server whole. */
  | { readonly kind: 'sent' }
  /** It met a fault after which the client must ask again. */
  | { readonly kind: 'fault' }
  /** The client closed the connection before it was answered; when, in milliseconds since 1970. */
  | { readonly kind: 'dropped'; readonly at: number };

export interface Entry {
  readonly key: string;
  fate: Fate;
}

/** Every request a server received, in order, with what became of it. */
export class Ledger {
  readonly #entries: Entry[] = [];
  readonly #counts = new Map<string, number>();
  readonly #answered = new Set<string>();
  #pending = 0;
  #mostPending = 0;

  /** Notes a request. @returns its entry, and how often it has come by now. */
  received(key: string): { readonly entry: Entry; readonly n: number } {
    const n = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, n);
    const entry: Entry = { key, fate: { kind: 'pending' } };
    this.#entries.push(entry);
    this.#pending += 1;
    this.#mostPending = Math.max(this.#mostPending, this.#pending);
    return { entry, n };
  }

  /** Decides what became of a request; the first word counts. */
  settle(entry: Entry, fate: Exclude<Fate, { kind: 'pending' }>): void {
    if (entry.fate.kind !== 'pending') return;
    entry.fate = fate;
    this.#pending -= 1;
    if (fate.kind === 'sent') this.#answered.add(entry.key);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Different requests that have been answered well. */
  get answered(): number {
    return this.#answered.size;
  }

  /** The most that were pending at once. */
  get mostPending(): number {
    return this.#mostPending;
  }
}
