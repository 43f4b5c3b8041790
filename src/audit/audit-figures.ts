import type { AuditResult } from '../analysis/audit-result.ts';
import { auditResults } from '../analysis/audits.ts';
import { outcomesOf, readConditions, wordingLabels } from '../analysis/condition.ts';
import { consensus } from '../analysis/consensus.ts';
import { pairedResults } from '../analysis/pairs.ts';
import type { PairedResult } from '../analysis/results.ts';
import { ownTranscriptRates } from '../analysis/transported.ts';
import type { TransportedRate } from '../analysis/transported-rate.ts';
import type { StoredCondition } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { sampledLabels, type StoredLabel } from '../store/labels.ts';
import { raterAgreement, type RaterAgreement } from './agreement.ts';
import { auditTrials, type AuditTrial } from './audit-trials.ts';
import { detectorFigures, type DetectorFigures } from './detector-figures.ts';
import { findingsIn } from './detectors/index.ts';
import type { AuditScope } from './open-audit.ts';

/** How far a rater is. */
export interface RaterProgress {
  readonly rater: string;
  readonly judge: boolean;
  readonly labelled: number;
  readonly unclear: number;
  /** Of a judge: how often it failed. */
  readonly failed: number;
  /** Labels given with what the detectors say in sight. */
  readonly sawDetectors: number;
}

/** All that the labels of an audit say. */
export interface AuditFigures {
  readonly study: string;
  /** Trials in the sample. */
  readonly sampled: number;
  readonly raters: readonly RaterProgress[];
  readonly corrected: readonly AuditResult[];
  /** Of replies by another author: what the corrected rate would be with the model's own, by factors of this study. */
  readonly transported: readonly TransportedRate[];
  /** Of all people together, and of each judge with what most people say. */
  readonly agreement: readonly RaterAgreement[];
  /** On trials that count as bails, and on the others, by what people say; by a judge where no person has labelled. */
  readonly detectors: {
    readonly by: string | null;
    readonly bails: readonly DetectorFigures[];
    readonly others: readonly DetectorFigures[];
  };
}

/** Computes what the labels of the sampled trials say. Calls no model. */
export function auditFigures(store: Store, { revision, all, conditions, strata }: AuditScope): AuditFigures {
  const study = revision.name;
  const trials = new Map(auditTrials(store, study, all, strata).map((trial) => [trial.trialId, trial]));
  const labels = sampledLabels(store, study).filter(({ trialId }) => trials.has(trialId));
  const data = readConditions(
    outcomesOf(store),
    conditions.map((condition) => ({ study, condition })),
  );
  const clusterOf = clustersOf(trials);
  const corrected = auditResults(store, data, wordingLabels(all));
  return {
    study,
    sampled: trials.size,
    raters: progressOf(labels),
    corrected,
    transported: ownTranscriptRates(corrected, pairsFor(store, study, all, corrected)),
    agreement: agreements(labels, clusterOf),
    detectors: detectorsOn(labels, trials),
  };
}

/** The paired differences of a study; none where no audited condition is about another's reply. */
function pairsFor(
  store: Store,
  study: string,
  all: readonly StoredCondition[],
  corrected: readonly AuditResult[],
): readonly PairedResult[] {
  if (corrected.every(({ replyAuthor }) => replyAuthor === 'self')) return [];
  const data = readConditions(
    outcomesOf(store),
    all.map((condition) => ({ study, condition })),
  );
  return pairedResults(data, wordingLabels(all));
}

function progressOf(labels: readonly StoredLabel[]): readonly RaterProgress[] {
  return [...Map.groupBy(labels, ({ rater }) => rater)].map(([rater, own]) => ({
    rater,
    judge: own.some(({ judge }) => judge),
    labelled: own.filter(({ label }) => label !== null).length,
    unclear: own.filter(({ label }) => label === 'unclear').length,
    failed: own.filter(({ label }) => label === null).length,
    sawDetectors: own.filter(({ detectorsShown }) => detectorsShown).length,
  }));
}

function agreements(labels: readonly StoredLabel[], clusterOf: (trialId: number) => string): readonly RaterAgreement[] {
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

const peopleTogether = 'people';

/** What most people say of each trial, as labels of one rater. */
function together(labels: readonly StoredLabel[]): readonly StoredLabel[] {
  return [...Map.groupBy(labels, ({ trialId }) => trialId).values()].flatMap((some) => {
    const [first] = some;
    const given = some.flatMap(({ label }) => label ?? []);
    if (first === undefined || given.length === 0) return [];
    return [{ ...first, rater: peopleTogether, label: consensus(given) }];
  });
}

function detectorsOn(
  labels: readonly StoredLabel[],
  trials: ReadonlyMap<number, AuditTrial>,
): AuditFigures['detectors'] {
  const people = labels.filter(({ judge }) => !judge);
  const [first] = labels;
  if (first === undefined) return { by: null, bails: [], others: [] };
  const by = people.length > 0 ? peopleTogether : first.rater;
  const used = people.length > 0 ? people : labels.filter(({ rater }) => rater === first.rater);
  const judged = together(used).flatMap(({ trialId, label }) => {
    const trial = trials.get(trialId);
    if (trial === undefined || label === null) return [];
    const record = trial.read();
    return [{ cluster: record.cluster, bail: trial.stratum.bail, label, findings: findingsIn(record) }];
  });
  return {
    by,
    bails: detectorFigures(judged.filter(({ bail }) => bail)),
    others: detectorFigures(judged.filter(({ bail }) => !bail)),
  };
}

function clustersOf(trials: ReadonlyMap<number, AuditTrial>): (trialId: number) => string {
  const known = new Map<number, string>();
  return (trialId) => {
    const cluster = known.get(trialId) ?? trials.get(trialId)?.read().cluster ?? '';
    known.set(trialId, cluster);
    return cluster;
  };
}
