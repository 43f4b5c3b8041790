import { uniformOf } from '../../src/base/random.ts';

/** What can befall a request, with how many of a thousand it befalls. */
const perThousand = {
  /** 429 without a word of when to come back. */
  'too-many': 7,
  /** 429 with `Retry-After`. */
  'too-many-wait': 6,
  /** 500. */
  failed: 10,
  /** 503, half of them with `Retry-After`. */
  unavailable: 7,
  /** No answer until the client gives up. */
  hang: 2,
  /** The connection is reset, before or within the head of the answer. */
  reset: 10,
  /** The reply's JSON breaks off, and the connection with it or not. */
  half: 10,
  /** The whole HTTP answer, and at once the same again. */
  twice: 7,
  /** One answer that holds the JSON twice. */
  'doubled-body': 6,
  /** A byte in the reply that no UTF-8 has. */
  'wrong-utf8': 10,
  /** A good answer; soon after it the server closes the idle connection without a word. */
  'idle-close': 15,
  /** A good answer, a hundred times slower than usual. */
  slow: 6,
} as const;

export type Fault = keyof typeof perThousand;

export const faults = Object.keys(perThousand) as readonly Fault[];

/** After these the client has the reply; after all others it must ask again. */
export const harmless: ReadonlySet<Fault> = new Set(['twice', 'idle-close', 'slow']);

/** What befalls a request the n-th time it comes: a function of the three, so that a run can be repeated. */
export function faultOf(seed: number, key: string, n: number): Fault | null {
  let left = uniformOf([seed, 'fault', key, n]) * 1000;
  for (const fault of faults) {
    left -= perThousand[fault];
    if (left < 0) return fault;
  }
  return null;
}
