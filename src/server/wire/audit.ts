import type { AuditSteps } from '../../analysis/audit-result.ts';
import type { AuditCorrections, AuditReaders } from '../../audit/audit-figures.ts';
import type { Finding } from '../../audit/detectors/index.ts';
import type { ExchangePart } from '../../audit/exchange-parts.ts';
import type { AuditLabelName } from '../../conversation/audit-label.ts';
import type { MethodName, Order } from '../../conversation/exit.ts';
import type { PassageKind } from '../../store/audit-passages.ts';
import type { LabelledUnit } from '../../store/labels.ts';

/** `GET /audit`: what was drawn to be read, and what the labels say. */
export interface AuditPage {
  readonly study: string;
  /** Conditions that can be audited; 0 where every one is a baseline, a placebo, a readout or unsupported. */
  readonly conditions: number;
  /** What was drawn of trials, and of whole conversations; `null` where nothing was. */
  readonly trials: DrawnSample | null;
  readonly conversations: DrawnSample | null;
  readonly figures: AuditCorrections | null;
}

/** What was drawn to be read. */
export interface DrawnSample {
  readonly conditions: number;
  /** By how they were counted. */
  readonly kinds: readonly {
    readonly kind: 'bail' | 'other' | PassageKind;
    readonly drawn: number;
    readonly of: number;
  }[];
}

/** `GET /audit/steps`: how corrected rates of trials moved with every label. */
export interface AuditStepsPage {
  readonly steps: readonly AuditSteps[];
}

/** `GET /audit/readers`: how well readers agree, and how good the detectors are. */
export interface AuditReadersPage {
  readonly readers: AuditReaders | null;
}

/** `GET /audit/session?unit=UNIT&rater=NAME`: what a rater reads. Nothing in it tells an outcome or a model. */
export interface AuditSession {
  /** Ids of the sampled trials, or conversations, in the order in which they are read. */
  readonly units: readonly number[];
  /** The rater's own labels, the latest last. */
  readonly labels: readonly OwnLabel[];
}

/** A label of the rater who asks. */
export interface OwnLabel {
  /** Id of the trial, or of the conversation in one epoch. */
  readonly id: number;
  readonly label: AuditLabelName;
  readonly note: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly labelledAt: number;
}

/** `GET /audit/units/ID?unit=UNIT`: an exchange as a rater is shown it, blind to model and outcome. */
export interface AuditExchange {
  readonly id: number;
  readonly method: MethodName;
  readonly order: Order | null;
  readonly dataset: string;
  readonly parts: readonly ExchangePart[];
  /** What the detectors find in a trial; `null` unless asked for with `detectors=yes`. */
  readonly findings: readonly Finding[] | null;
}

/** `POST /audit/labels`. */
export interface LabelToStore {
  readonly study: string;
  readonly unit: LabelledUnit;
  readonly id: number;
  readonly rater: string;
  readonly label: AuditLabelName;
  readonly note: string | null;
  readonly detectorsShown: boolean;
  /** `labelledAt` of the label of this rater that it takes the place of; `null` for the first. */
  readonly replaces: number | null;
}

/** `POST /audit/labels/undo`. */
export interface LabelToTakeBack {
  readonly study: string;
  readonly unit: LabelledUnit;
  readonly id: number;
  readonly rater: string;
  readonly labelledAt: number;
}

/** What the store has after a label was given or taken back. */
export interface LabelStored {
  /** Whether it was done. Not where the rater's label had been changed elsewhere in the meantime. */
  readonly done: boolean;
  /** The rater's label now. */
  readonly label: OwnLabel | null;
}

/** `POST /audit/sample`: draws a sample of every condition that can be audited, in place of the one before. */
export interface SampleToDraw {
  readonly study: string;
  readonly unit: LabelledUnit;
  /** Of each condition, from 0. */
  readonly bails: number;
  readonly others: number;
  readonly seed: number;
}

/** Characters that a note may have. */
export const mostNoteCharacters = 500;
