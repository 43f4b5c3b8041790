import { cohenKappa } from '../stats/cohen-kappa.ts';
import { fleissKappa } from '../stats/fleiss-kappa.ts';
import type { Measured } from '../stats/measured.ts';
import { estimateOf } from './agreement-estimate.ts';

/** Kappa of some raters over the trials, or conversations, that all of them have labelled. */
export interface RaterKappa {
  /** Cohen's of two raters, by what each of them says how often; Fleiss' of more, by what all say together. */
  readonly coefficient: 'Cohen' | 'Fleiss';
  readonly raters: readonly string[];
  /** Labelled by all of them. */
  readonly units: number;
  /** On whether the model chose to leave, did not, or cannot be told. */
  readonly meaning: KappaEstimate;
  /** On every single label. */
  readonly labels: KappaEstimate;
  /** Share of pairs of labels of one unit that are the same label. */
  readonly same: number | null;
}

/** Kappa with its 95 % interval, in which clusters are random; `reason` where either is missing. */
export interface KappaEstimate {
  readonly kappa: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: string | null;
}

/** The labels of some raters of the same units, as numbers: a list for each rater, NaN for none. */
export interface RaterCodes {
  readonly meanings: readonly Float64Array[];
  readonly codes: readonly Float64Array[];
  /** The cluster of each unit. */
  readonly clusters: readonly number[];
}

/** Of two raters Cohen's kappa; of more Fleiss' of all of them, then Cohen's of each two. */
export function raterKappas(raters: readonly string[], of: RaterCodes): readonly RaterKappa[] {
  const places = raters.map((_, place) => place);
  const pairs = places.flatMap((one) => places.slice(one + 1).map((other) => [one, other]));
  return [...(raters.length > 2 ? [places] : []), ...pairs].map((some) => kappaOf(raters, some, of));
}

function kappaOf(raters: readonly string[], places: readonly number[], of: RaterCodes): RaterKappa {
  const codes = places.map((place) => of.codes[place] ?? new Float64Array());
  const complete = [...of.clusters.keys()].filter((unit) => codes.every((own) => !Number.isNaN(own[unit])));
  const clusters = complete.map((unit) => of.clusters[unit] ?? 0);
  const only = (own: Float64Array | undefined): Float64Array =>
    Float64Array.from(complete, (unit) => own?.[unit] ?? Number.NaN);
  const coefficient = places.length === 2 ? 'Cohen' : 'Fleiss';
  const estimate = (columns: readonly Float64Array[]): KappaEstimate => {
    const { value, ...rest } = estimateOf(columns, clusters, coefficients[coefficient], 'nothing has a label of each');
    return { kappa: value, ...rest };
  };
  const shared = codes.map(only);
  return {
    coefficient,
    raters: places.map((place) => raters[place] ?? ''),
    units: complete.length,
    meaning: estimate(places.map((place) => only(of.meanings[place]))),
    labels: estimate(shared),
    same: sameShare(shared),
  };
}

const coefficients: Readonly<Record<RaterKappa['coefficient'], (columns: readonly Float64Array[]) => Measured>> = {
  Cohen: ([one = new Float64Array(), other = new Float64Array()]) => cohenKappa(one, other),
  Fleiss: fleissKappa,
};

function sameShare(columns: readonly Float64Array[]): number | null {
  let [pairs, same] = [0, 0];
  for (const [place, one] of columns.entries()) {
    for (const other of columns.slice(place + 1)) {
      for (const [unit, code] of one.entries()) {
        pairs += 1;
        if (code === other[unit]) same += 1;
      }
    }
  }
  return pairs === 0 ? null : same / pairs;
}
