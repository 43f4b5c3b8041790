import type { AuditResult } from '../analysis/audit-result.ts';
import { auditResults } from '../analysis/audits.ts';
import { outcomesOf, readConditions, wordingLabels, type ConditionData } from '../analysis/condition.ts';
import type { ConversationAuditResult } from '../analysis/conversation-audit-result.ts';
import { conversationAuditResults } from '../analysis/conversation-audits.ts';
import { pairedResults } from '../analysis/pairs.ts';
import type { PairedResult } from '../analysis/results.ts';
import { ownTranscriptRates } from '../analysis/transported.ts';
import type { TransportedRate } from '../analysis/transported-rate.ts';
import type { StoredCondition } from '../store/conditions.ts';
import type { LabelledUnit, StoredLabel } from '../store/labels.ts';
import { sampledLabels } from '../store/labels.ts';
import type { GridSource } from '../store/read-grids.ts';
import type { Store } from '../store/store.ts';
import { agreements, peopleTogether, together, type RaterAgreement } from './agreement.ts';
import { auditPassages } from './audit-passages.ts';
import { auditTrials, type AuditTrial } from './audit-trials.ts';
import type { AuditUnit } from './audit-unit.ts';
import { detectorFigures, type DetectorFigures } from './detector-figures.ts';
import { findingsIn, type Finding } from './detectors/index.ts';
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

/** How far the reading of a sample is. */
export interface SampleProgress {
  /** Trials, or conversations, in the sample. */
  readonly sampled: number;
  readonly raters: readonly RaterProgress[];
}

/** What the labels make of the rates. */
export interface AuditCorrections extends SampleProgress {
  readonly study: string;
  readonly corrected: readonly AuditResult[];
  /** Of replies by another author: what the corrected rate would be with the model's own, by factors of this study. */
  readonly transported: readonly TransportedRate[];
  /** Of whole conversations; `null` where none were drawn. */
  readonly conversations: (SampleProgress & { readonly corrected: readonly ConversationAuditResult[] }) | null;
}

/** How good the readers are. */
export interface AuditReaders {
  /** Of all people together, and of each judge with what most people say: on trials, and on conversations. */
  readonly agreement: { readonly trials: readonly RaterAgreement[]; readonly conversations: readonly RaterAgreement[] };
  /** On trials that count as bails, and on the others, by what people say; by a judge where no person has labelled. */
  readonly detectors: {
    readonly by: string | null;
    readonly bails: readonly DetectorFigures[];
    readonly others: readonly DetectorFigures[];
  };
}

/** All that the labels of an audit say. */
export interface AuditFigures extends Omit<AuditCorrections, 'conversations'> {
  readonly agreement: readonly RaterAgreement[];
  readonly detectors: AuditReaders['detectors'];
  readonly conversations:
    | (NonNullable<AuditCorrections['conversations']> & { readonly agreement: readonly RaterAgreement[] })
    | null;
}

/** What the labels of an audit are laid upon: it changes with what is run and drawn, never with a label. */
export interface AuditMaterial {
  readonly scope: AuditScope;
  readonly outcomes: GridSource;
  readonly trials: ReadonlyMap<number, AuditTrial>;
  readonly conversations: ReadonlyMap<number, AuditUnit>;
  /** What was read of trials for their detectors and clusters. */
  readonly seen: Map<number, SeenTrial>;
}

interface SeenTrial {
  readonly cluster: string;
  readonly findings: readonly Finding[];
}

/** Lists the units of an audit; outcomes and exchanges are read when they are first needed, and kept. */
export function auditMaterial(store: Store, scope: AuditScope): AuditMaterial {
  const { revision, all, strata, passages } = scope;
  const byId = <Unit extends AuditUnit>(units: readonly Unit[]): ReadonlyMap<number, Unit> =>
    new Map(units.map((one) => [one.unitId, one]));
  return {
    scope,
    outcomes: outcomesOf(store),
    trials: byId(auditTrials(store, revision.name, all, strata)),
    conversations: byId(auditPassages(store, revision.name, all, passages)),
    seen: new Map(),
  };
}

/** The outcomes of the conditions of an audit. */
export function auditData(
  { scope, outcomes }: AuditMaterial,
  conditions: readonly StoredCondition[] = scope.conditions,
): readonly ConditionData[] {
  const study = scope.revision.name;
  return readConditions(
    outcomes,
    conditions.map((condition) => ({ study, condition })),
  );
}

/** Computes all that the labels of the sampled trials and conversations say. Calls no model. */
export function auditFigures(store: Store, material: AuditMaterial): AuditFigures {
  const { conversations, ...corrections } = auditCorrections(store, material);
  const { agreement, detectors } = auditReaders(store, material);
  return {
    ...corrections,
    agreement: agreement.trials,
    detectors,
    conversations: conversations === null ? null : { ...conversations, agreement: agreement.conversations },
  };
}

/** Computes what the labels make of the rates. */
export function auditCorrections(store: Store, material: AuditMaterial): AuditCorrections {
  const { revision, all, passages } = material.scope;
  const data = auditData(material);
  const wordingOf = wordingLabels(all);
  const corrected = auditResults(store, data, wordingOf);
  return {
    study: revision.name,
    ...progressOf(store, material, 'trial'),
    corrected,
    transported: ownTranscriptRates(corrected, pairsFor(material, corrected)),
    conversations:
      passages.length === 0
        ? null
        : {
            ...progressOf(store, material, 'conversation'),
            corrected: conversationAuditResults(store, data, wordingOf),
          },
  };
}

/** Computes how well readers agree, and how good the detectors are by what they say. Takes longer than the rates. */
export function auditReaders(store: Store, material: AuditMaterial): AuditReaders {
  const labels = labelsOf(store, material, 'trial');
  return {
    agreement: {
      trials: agreements(labels, clustersOf(material.trials)),
      conversations: agreements(labelsOf(store, material, 'conversation'), clustersOf(material.conversations)),
    },
    detectors: detectorsOn(labels, material),
  };
}

/** The trials, or conversations, that are to be read, by id and in order. */
export function unitsOf(material: AuditMaterial, unit: LabelledUnit): ReadonlyMap<number, AuditUnit> {
  return unit === 'trial' ? material.trials : material.conversations;
}

function labelsOf(store: Store, material: AuditMaterial, unit: LabelledUnit): readonly StoredLabel[] {
  const units = unitsOf(material, unit);
  return sampledLabels(store, material.scope.revision.name, unit).filter(({ unitId }) => units.has(unitId));
}

function progressOf(store: Store, material: AuditMaterial, unit: LabelledUnit): SampleProgress {
  const labels = labelsOf(store, material, unit);
  const raters = [...Map.groupBy(labels, ({ rater }) => rater)].map(([rater, own]) => ({
    rater,
    judge: own.some(({ judge }) => judge),
    labelled: own.filter(({ label }) => label !== null).length,
    unclear: own.filter(({ label }) => label === 'unclear').length,
    failed: own.filter(({ label }) => label === null).length,
    sawDetectors: own.filter(({ detectorsShown }) => detectorsShown).length,
  }));
  return { sampled: unitsOf(material, unit).size, raters };
}

/** The paired differences of a study; none where no audited condition is about another's reply. */
function pairsFor(material: AuditMaterial, corrected: readonly AuditResult[]): readonly PairedResult[] {
  if (corrected.every(({ replyAuthor }) => replyAuthor === 'self')) return [];
  const { all } = material.scope;
  return pairedResults(auditData(material, all), wordingLabels(all));
}

function detectorsOn(labels: readonly StoredLabel[], { trials, seen }: AuditMaterial): AuditFigures['detectors'] {
  const people = labels.filter(({ judge }) => !judge);
  const [first] = labels;
  if (first === undefined) return { by: null, bails: [], others: [] };
  const by = people.length > 0 ? peopleTogether : first.rater;
  const used = people.length > 0 ? people : labels.filter(({ rater }) => rater === first.rater);
  const judged = together(used).flatMap(({ unitId, label }) => {
    const trial = trials.get(unitId);
    if (trial === undefined || label === null) return [];
    const found = seen.get(unitId) ?? lookAt(trial);
    seen.set(unitId, found);
    return [{ ...found, bail: trial.stratum.bail, label }];
  });
  return {
    by,
    bails: detectorFigures(judged.filter(({ bail }) => bail)),
    others: detectorFigures(judged.filter(({ bail }) => !bail)),
  };
}

function lookAt(trial: AuditTrial): SeenTrial {
  const [record] = trial.read();
  return record === undefined
    ? { cluster: '', findings: [] }
    : { cluster: record.cluster, findings: findingsIn(record) };
}

/** A conversation has the cluster of its last turn's item: earlier ones may be shared with others. */
function clustersOf(units: ReadonlyMap<number, AuditUnit>): (unitId: number) => string {
  const known = new Map<number, string>();
  return (unitId) => {
    const cluster = known.get(unitId) ?? units.get(unitId)?.read().at(-1)?.cluster ?? '';
    known.set(unitId, cluster);
    return cluster;
  };
}
