import type { Seen } from './messages.ts';

/** A moment at which a client ended before its work was done. */
export interface Interruption {
  readonly kind: 'killed' | 'disk full';
  /** Requests the server had received by then. */
  readonly received: number;
  /** Keys of replies in the store just after. */
  readonly durable: ReadonlySet<string>;
  /** Keys of calls on their way: sent, and no reply of theirs in the store. */
  readonly inFlight: ReadonlySet<string>;
  /** How many of them the server had already answered. */
  readonly answered: number;
}

/**
 * What stood where when a client ended. In flight is a call that the server had answered well, or would have but for
 * the end of the client, and whose reply is not in the store.
 *
 * @param from requests received before the client that ended was started.
 * @param at when it was ended, in milliseconds since 1970.
 */
export function interruptionOf(
  kind: Interruption['kind'],
  seen: Seen,
  durable: ReadonlySet<string>,
  from: number,
  at: number,
): Interruption {
  const inFlight = new Set<string>();
  const answered = new Set<string>();
  for (const { key, fate } of seen.entries.slice(from)) {
    if (durable.has(key)) continue;
    if (fate.kind === 'sent') answered.add(key);
    if (fate.kind === 'sent' || (fate.kind === 'dropped' && fate.at >= at)) inFlight.add(key);
  }
  return { kind, received: seen.entries.length, durable, inFlight, answered: answered.size };
}

/** What of the work before interruptions was done again after them. */
export interface Repeats {
  /** Calls made again although one had been answered well, or was cut off by the end of its client. */
  readonly calls: number;
  /** Calls in flight at all interruptions. */
  readonly inFlight: number;
  /** Calls made again whose reply was in the store. */
  readonly ofDurable: number;
}

export function repeatsOf(seen: Seen, interruptions: readonly Interruption[]): Repeats {
  const cutOff = new Set(interruptions.flatMap(({ inFlight }) => [...inFlight]));
  const good = new Map<string, number>();
  for (const { key, fate } of seen.entries) {
    // Those dropped otherwise were given up by the client itself, which took too long to read them.
    if (fate.kind === 'sent' || (fate.kind === 'dropped' && cutOff.has(key))) good.set(key, (good.get(key) ?? 0) + 1);
  }
  let calls = 0;
  for (const times of good.values()) calls += times - 1;
  let ofDurable = 0;
  for (const { received, durable } of interruptions) {
    ofDurable += new Set(seen.entries.slice(received).map(({ key }) => key)).intersection(durable).size;
  }
  return { calls, inFlight: interruptions.reduce((sum, { inFlight }) => sum + inFlight.size, 0), ofDurable };
}
