import type { Bounds } from '../../stats/binomial-interval.ts';
import { measured, undefinedBecause, type Measured } from '../../stats/measured.ts';
import { momentTests } from '../../stats/moment-tests.ts';
import { kappaOf, type Moments } from '../../stats/moments.ts';
import type { ComparedLabel } from './human-label.ts';

/** What two raters say of a reply, and which replies belong together. */
export interface ComparedReply {
  readonly is: ComparedLabel;
  readonly said: ComparedLabel;
  /** `null` where nothing is known of it: the reply is then a cluster of its own. */
  readonly cluster: string | null;
}

/** 95 % intervals of F1 and kappa; `null` where there is none, since draws say nothing of what is full in all of them. */
export interface AgreementLimits {
  readonly f1: Bounds | null;
  readonly kappa: Bounds | null;
}

/** Replies looked at in all draws of one comparison: about a second. */
const mostWork = 50_000_000;
const draws = { most: 2000, least: 399 };

/** Intervals by drawing replies, or whole clusters of them, with replacement (BCa). Refusals are what `isRefusal` calls so. */
export function agreementLimits(
  replies: readonly ComparedReply[],
  isRefusal: (label: ComparedLabel) => boolean,
): AgreementLimits {
  const places = new Map<string, number>();
  const clusters = Int32Array.from(replies, ({ cluster }, index) => {
    const key = cluster === null ? `row ${index}` : `cluster ${cluster}`;
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place;
  });
  const codes = (of: 'is' | 'said'): Float64Array =>
    Float64Array.from(replies, (reply) => (isRefusal(reply[of]) ? 1 : 0));
  const bootstrapDraws = Math.max(draws.least, Math.min(draws.most, Math.floor(mostWork / Math.max(1, places.size))));
  const task = { columns: [codes('is'), codes('said')], clusters, statistics: [f1Of, kappaOf] };
  // A test of no agreement is not wanted.
  const [[f1, kappa] = []] = momentTests([task], { seed: 'refusal labels', draws: 1, bootstrapDraws });
  return { f1: boundsOf(f1), kappa: boundsOf(kappa) };
}

function f1Of({ sums }: Moments): Measured {
  const [, x = 0, y = 0, , xy = 0] = sums;
  return x + y === 0 ? undefinedBecause('neither has a refusal') : measured((2 * xy) / (x + y));
}

function boundsOf(found: { readonly low: number | null; readonly high: number | null } | undefined): Bounds | null {
  if (found === undefined || found.low === null || found.high === null || found.low === found.high) return null;
  return { low: found.low, high: found.high };
}
