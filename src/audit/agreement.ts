import { consensus } from '../analysis/consensus.ts';
import { auditLabels, meansLeaving, type AuditLabelName } from '../conversation/audit-label.ts';
import { bootstrapColumns } from '../stats/column-bootstrap.ts';
import { krippendorffAlpha } from '../stats/krippendorff-alpha.ts';
import { blocksOf } from '../stats/unit-blocks.ts';
import type { StoredLabel } from '../store/labels.ts';

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
}

/** Krippendorff's alpha with its 95 % interval, in which clusters are random; `reason` where either is missing. */
export interface AlphaEstimate {
  readonly alpha: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: string | null;
}

const draws = 1000;

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
  const numbers = new Map<string, number>();
  const clusters = shared.map(([unitId]) => {
    const cluster = clusterOf(unitId);
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
  const columns = (code: (label: AuditLabelName) => number): readonly Float64Array[] =>
    raters.map((rater) =>
      Float64Array.from(shared, ([, some]) => {
        const label = some.find((one) => one.rater === rater)?.label;
        return label == null ? Number.NaN : code(label);
      }),
    );
  return {
    raters,
    units: shared.length,
    meaning: alphaOf(columns(meaningCode), clusters),
    labels: alphaOf(
      columns((label) => auditLabels.indexOf(label)),
      clusters,
    ),
    same: sameShare(shared.map(([, some]) => some.flatMap(({ label }) => label ?? []))),
  };
}

function meaningCode(label: AuditLabelName): number {
  const meaning = meansLeaving(label);
  return meaning === null ? 2 : Number(meaning);
}

function alphaOf(columns: readonly Float64Array[], clusters: readonly number[]): AlphaEstimate {
  const none = { alpha: null, low: null, high: null };
  if (clusters.length === 0) return { ...none, reason: 'nothing has two labels' };
  const found = krippendorffAlpha(columns);
  if (found.value === null) return { ...none, reason: found.reason };
  const { limits, reason } = bootstrapColumns(
    {
      columns,
      blocks: blocksOf(clusters.length, clusters),
      statistic: (drawn) => krippendorffAlpha(drawn).value,
      observed: found.value,
      side: 'two-sided',
    },
    draws,
    'rater agreement',
    0.95,
  );
  if (limits !== null && limits.low === limits.high) {
    return { ...none, alpha: found.value, reason: 'draws of these clusters do not differ, so they give no interval' };
  }
  return { alpha: found.value, low: limits?.low ?? null, high: limits?.high ?? null, reason };
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
