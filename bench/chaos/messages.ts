import type { Fault } from './faults.ts';
import type { Entry } from './ledger.ts';

export interface ServerConfig {
  readonly seed: number;
  /** `false`: every request is answered well, at once. */
  readonly faults: boolean;
}

export type ToServer =
  /** Tell once so many different requests have been answered well; a later one takes its place. */
  | { readonly kind: 'watch'; readonly answered: number }
  /** Tell all that happened, once no connection is open. */
  | { readonly kind: 'ledger' };

/** What a server saw so far. */
export interface Seen {
  /** Every request in the order of arrival. */
  readonly entries: readonly Entry[];
  /** The most requests that waited for an answer at once. */
  readonly mostPending: number;
  readonly faults: { readonly [fault in Fault]?: number };
}

export type FromServer =
  | { readonly kind: 'listening'; readonly origin: string }
  | { readonly kind: 'reached' }
  | ({ readonly kind: 'ledger' } & Seen);
