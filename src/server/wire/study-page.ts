import type { MethodName, Order } from '../../conversation/exit.ts';

/** Something said of a study, a model or a dataset: its name and what it is, both in words. */
export type NamedText = readonly [name: string, text: string];

/** A model of a study. */
export interface StudyModel {
  /** What the study calls it. */
  readonly label: string;
  readonly simulated: boolean;
  /** What makes it this model and no other: protocol, served name, revision, hashes. Never a key or an address. */
  readonly identity: readonly NamedText[];
  /** Of a simulated one, its parameters as JSON; else `null`. */
  readonly parameters: string | null;
}

/** A dataset of a study. */
export interface StudyDataset {
  readonly label: string;
  readonly kind: string;
  /** Without benign twins. */
  readonly items: number;
  readonly clusters: number;
  readonly twins: number;
  /** Identical items that were merged. */
  readonly merged: number;
}

/** The words of one way to offer an exit, as models get them. */
export interface StudyOffer {
  readonly method: MethodName;
  readonly order: Order | null;
  readonly wording: string | null;
  /** What conditions have it: how many. */
  readonly conditions: number;
  /** The texts; several where the language of a conversation decides. */
  readonly texts: readonly OfferText[];
}

export interface OfferText {
  /** Appended to the system prompt. */
  readonly instructions: string | null;
  readonly tools: readonly { readonly name: string; readonly description: string }[];
  /** Asked after the reply, or announced before it. */
  readonly question: string | null;
}

/** What is asked after a bail. */
export interface StudyFollowUp {
  readonly label: string;
  readonly draws: number;
  /** Of the two answers to its last turn. */
  readonly order: Order | null;
  /** What is said in turn, and how the replies are drawn, in words. */
  readonly turns: readonly { readonly text: string; readonly drawn: string }[];
  /** What a call of the exit tool is said to have returned, before the first turn. */
  readonly toolResult: string | null;
}

/** What is put before items. */
export interface StudyLeadIn {
  readonly name: string;
  readonly system: string | null;
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** Whether the model's own reply to the last message follows. */
  readonly isAsked: boolean;
}

/** A comparison declared before the run. */
export interface DeclaredContrast {
  readonly name: string;
  /** What each side states, `field value` after `field value`. */
  readonly a: string;
  readonly b: string;
}

/** `GET /study`: what was asked, in which words, of whom, and how to ask it again. */
export interface StudyPage {
  readonly name: string;
  /** Hash of the study's content. */
  readonly revision: string;
  readonly plannedAt: string;
  readonly description: string | null;
  /** Plans of this name that came before this one. */
  readonly earlierPlans: number;
  readonly settings: readonly NamedText[];
  readonly models: readonly StudyModel[];
  readonly datasets: readonly StudyDataset[];
  readonly offers: readonly StudyOffer[];
  readonly leadIns: readonly StudyLeadIn[];
  /** What is asked after bails. */
  readonly followUps: readonly StudyFollowUp[];
  readonly contrasts: readonly DeclaredContrast[];
  /** When the contrasts were declared, and trials of the study that were stored by then; `null` where nobody knows. */
  readonly declared: { readonly at: string; readonly trialsBefore: number } | null;
  readonly versions: readonly NamedText[];
  /** The study as a file that asks the same: YAML, without what could be a key. */
  readonly yaml: string;
}
