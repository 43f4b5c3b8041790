import type { AuditResult } from '../analysis/audit-result.ts';
import { auditResults } from '../analysis/audits.ts';
import { outcomesOf, readConditions, wordingLabels } from '../analysis/condition.ts';
import type { ConversationAuditResult } from '../analysis/conversation-audit-result.ts';
import { conversationAuditResults } from '../analysis/conversation-audits.ts';
import { pairedResults } from '../analysis/pairs.ts';
import type { PairedResult } from '../analysis/results.ts';
import { ownTranscriptRates } from '../analysis/transported.ts';
import type { TransportedRate } from '../analysis/transported-rate.ts';
import type { StoredCondition } from '../store/conditions.ts';
import type { LabelledUnit, StoredLabel } from '../store/labels.ts';
import { sampledLabels } from '../store/labels.ts';
import type { Store } from '../store/store.ts';
import { agreements, peopleTogether, together, type RaterAgreement } from './agreement.ts';
import { auditPassages } from './audit-passages.ts';
import { auditTrials, type AuditTrial } from './audit-trials.ts';
import type { AuditUnit } from './audit-unit.ts';
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

/** How a sample has been read. */
export interface ReadSample {
  /** Trials, or conversations, in the sample. */
  readonly sampled: number;
  readonly raters: readonly RaterProgress[];
  /** Of all people together, and of each judge with what most people say. */
  readonly agreement: readonly RaterAgreement[];
}

/** All that the labels of an audit say. */
export interface AuditFigures extends ReadSample {
  readonly study: string;
  readonly corrected: readonly AuditResult[];
  /** Of replies by another author: what the corrected rate would be with the model's own, by factors of this study. */
  readonly transported: readonly TransportedRate[];
  /** On trials that count as bails, and on the others, by what people say; by a judge where no person has labelled. */
  readonly detectors: {
    readonly by: string | null;
    readonly bails: readonly DetectorFigures[];
    readonly others: readonly DetectorFigures[];
  };
  /** Of whole conversations; `null` where none were drawn. */
  readonly conversations: (ReadSample & { readonly corrected: readonly ConversationAuditResult[] }) | null;
}

/** Computes what the labels of the sampled trials and conversations say. Calls no model. */
export function auditFigures(store: Store, scope: AuditScope): AuditFigures {
  const { revision, all, conditions, strata, passages } = scope;
  const study = revision.name;
  const trials = new Map(auditTrials(store, study, all, strata).map((trial) => [trial.unitId, trial]));
  const data = readConditions(
    outcomesOf(store),
    conditions.map((condition) => ({ study, condition })),
  );
  const wordingOf = wordingLabels(all);
  const corrected = auditResults(store, data, wordingOf);
  const { labels, ...read } = readSample(store, study, trials, 'trial');
  return {
    study,
    ...read,
    corrected,
    transported: ownTranscriptRates(corrected, pairsFor(store, study, all, corrected)),
    detectors: detectorsOn(labels, trials),
    conversations: passages.length === 0 ? null : conversationFigures(),
  };

  function conversationFigures(): AuditFigures['conversations'] {
    const units = new Map(auditPassages(store, study, all, passages).map((passage) => [passage.unitId, passage]));
    const { labels: _, ...sample } = readSample(store, study, units, 'conversation');
    return { ...sample, corrected: conversationAuditResults(store, data, wordingOf) };
  }
}

function readSample(
  store: Store,
  study: string,
  units: ReadonlyMap<number, AuditUnit>,
  unit: LabelledUnit,
): ReadSample & { readonly labels: readonly StoredLabel[] } {
  const labels = sampledLabels(store, study, unit).filter(({ unitId }) => units.has(unitId));
  return {
    labels,
    sampled: units.size,
    raters: progressOf(labels),
    agreement: agreements(labels, clustersOf(units)),
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

function detectorsOn(
  labels: readonly StoredLabel[],
  trials: ReadonlyMap<number, AuditTrial>,
): AuditFigures['detectors'] {
  const people = labels.filter(({ judge }) => !judge);
  const [first] = labels;
  if (first === undefined) return { by: null, bails: [], others: [] };
  const by = people.length > 0 ? peopleTogether : first.rater;
  const used = people.length > 0 ? people : labels.filter(({ rater }) => rater === first.rater);
  const judged = together(used).flatMap(({ unitId, label }) => {
    const trial = trials.get(unitId);
    const [record] = trial?.read() ?? [];
    if (trial === undefined || record === undefined || label === null) return [];
    return [{ cluster: record.cluster, bail: trial.stratum.bail, label, findings: findingsIn(record) }];
  });
  return {
    by,
    bails: detectorFigures(judged.filter(({ bail }) => bail)),
    others: detectorFigures(judged.filter(({ bail }) => !bail)),
  };
}

/** A conversation's cluster is that of its last turn, whose item no other conversation's cluster can have claimed. */
function clustersOf(units: ReadonlyMap<number, AuditUnit>): (unitId: number) => string {
  const known = new Map<number, string>();
  return (unitId) => {
    const cluster = known.get(unitId) ?? units.get(unitId)?.read().at(-1)?.cluster ?? '';
    known.set(unitId, cluster);
    return cluster;
  };
}
