import { consensus } from '../analysis/consensus.ts';
import { auditLabels, meansLeaving, type AuditLabelName } from '../conversation/audit-label.ts';
import { krippendorffAlpha } from '../stats/krippendorff-alpha.ts';
import type { StoredLabel } from '../store/labels.ts';
import { estimateOf } from './agreement-estimate.ts';
import { raterKappas, type RaterKappa } from './rater-kappas.ts';

/** How well raters agree, beyond what the frequencies of their labels would give. */
export interface RaterAgreement {
  readonly raters: readonly string[];
  /** Trials, or conversations, that at least two of them have labelled. */
  readonly units: number;
  /** On whether the model chose to leave, did not, or cannot be told. */
  readonly meaning: AlphaEstimate;
  /** On every single label. */
  readonly labels: AlphaEstimate;
  /** Share of pairs of labels of one of them that are the same label. */
  readonly same: number | null;
  /** Of two raters Cohen's kappa; of more Fleiss' of all of them, then Cohen's of each two. */
  readonly kappas: readonly RaterKappa[];
}

/** Krippendorff's alpha with its 95 % interval, in which clusters are random; `reason` where either is missing. */
export interface AlphaEstimate {
  readonly alpha: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: string | null;
}

/**
 * Agreement of some raters over the trials, or conversations, they have in common.
 *
 * @param raters at least two
 * @param clusterOf of a trial’s item, or of a conversation
 */
export function raterAgreement(
  labels: readonly StoredLabel[],
  raters: readonly string[],
  clusterOf: (unitId: number) => string,
): RaterAgreement {
  const byUnit = Map.groupBy(
    labels.filter(({ rater, label }) => label !== null && raters.includes(rater)),
    ({ unitId }) => unitId,
  );
  const shared = [...byUnit].filter(([, some]) => some.length > 1).sort(([one], [other]) => one - other);
  const clusters = clusterNumbers(shared.map(([unitId]) => clusterOf(unitId)));
  const columns = (code: (label: AuditLabelName) => number): readonly Float64Array[] =>
    raters.map((rater) =>
      Float64Array.from(shared, ([, some]) => {
        const label = some.find((one) => one.rater === rater)?.label;
        return label == null ? Number.NaN : code(label);
      }),
    );
  const meanings = columns(meaningCode);
  const codes = columns((label) => auditLabels.indexOf(label));
  return {
    raters,
    units: shared.length,
    meaning: alphaOf(meanings, clusters),
    labels: alphaOf(codes, clusters),
    same: sameShare(shared.map(([, some]) => some.flatMap(({ label }) => label ?? []))),
    kappas: raterKappas(raters, { meanings, codes, clusters }),
  };
}

function meaningCode(label: AuditLabelName): number {
  const meaning = meansLeaving(label);
  return meaning === null ? 2 : Number(meaning);
}

function alphaOf(columns: readonly Float64Array[], clusters: readonly number[]): AlphaEstimate {
  const { value, ...rest } = estimateOf(columns, clusters, krippendorffAlpha, 'nothing has two labels');
  return { alpha: value, ...rest };
}

/** Clusters by number, in the order in which they come. */
function clusterNumbers(names: readonly string[]): readonly number[] {
  const numbers = new Map<string, number>();
  return names.map((name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}

function sameShare(byUnit: readonly (readonly AuditLabelName[])[]): number | null {
  let [pairs, same] = [0, 0];
  for (const labels of byUnit) {
    labels.forEach((label, index) => {
      for (const other of labels.slice(index + 1)) {
        pairs += 1;
        if (label === other) same += 1;
      }
    });
  }
  return pairs === 0 ? null : same / pairs;
}

/** What people are called where they are taken together. */
export const peopleTogether = 'people';

/** What most people say of each unit, as labels of one rater. */
export function together(labels: readonly StoredLabel[]): readonly StoredLabel[] {
  return [...Map.groupBy(labels, ({ unitId }) => unitId).values()].flatMap((some) => {
    const [first] = some;
    const given = some.flatMap(({ label }) => label ?? []);
    if (first === undefined || given.length === 0) return [];
    return [{ ...first, rater: peopleTogether, label: consensus(given) }];
  });
}

/** The agreement of all people, and of each judge with what most people say; of judges alone where no person has read. */
export function agreements(
  labels: readonly StoredLabel[],
  clusterOf: (unitId: number) => string,
): readonly RaterAgreement[] {
  const ofPeople = labels.filter(({ judge }) => !judge);
  const people = [...new Set(ofPeople.map(({ rater }) => rater))];
  const judges = [...new Set(labels.filter(({ judge }) => judge).map(({ rater }) => rater))];
  const found = people.length > 1 ? [raterAgreement(labels, people, clusterOf)] : [];
  if (people.length === 0) return judges.length > 1 ? [raterAgreement(labels, judges, clusterOf)] : found;
  const most = together(ofPeople);
  const withPeople = judges.map((judge) =>
    raterAgreement([...most, ...labels.filter(({ rater }) => rater === judge)], [peopleTogether, judge], clusterOf),
  );
  return [...found, ...withPeople];
}
