import type { ConversationLength, ConversationResult, Estimate } from '../analysis/conversation-result.ts';
import { countOf, nothing, percent, percentRange } from './format.ts';
import { groupLabel } from './groups.ts';
import { methodLabel, variantLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';

/** Whole conversations of one model and dataset, one row for every way the exit was offered. */
export interface ConversationGroup {
  /** Model and dataset. Safe to print. */
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly result: ConversationResult }[];
}

/** The results on whole conversations by model and dataset; empty where every conversation gave one item. */
export function conversationGroups(results: ReportResults): ConversationGroup[] {
  const byTitle = Map.groupBy(results.conversations, (one) => groupLabel(one, results));
  return [...byTitle].map(([title, own]) => ({
    title,
    rows: own.map((result) => ({ label: labelIn(result, own), result })),
  }));
}

/** How the exit was offered; with its words where these tell rows apart. */
function labelIn(one: ConversationResult, all: readonly ConversationResult[]): string {
  const method = methodLabel(one);
  const isAlone = all.filter((other) => methodLabel(other) === method).length === 1;
  const variant = isAlone ? '' : variantLabel(one);
  return variant === '' ? method : `${method} · ${variant}`;
}

/**
 * What is said of whole conversations, and, where turns of a condition were audited but no conversations of it, that its
 * share is not corrected.
 */
export function sharesText({ conversations, audits, conversationAudits }: ReportResults): string {
  const corrected = new Set(conversationAudits.map(({ condition }) => condition));
  const audited = new Set(audits.map(({ condition }) => condition));
  const isAsCounted = conversations.some(({ condition }) => audited.has(condition) && !corrected.has(condition));
  return isAsCounted ? `${conversationsText} ${notCorrectedText}` : conversationsText;
}

const notCorrectedText =
  'These shares are as counted: an audit of single turns does not tell in how many conversations any bail was meant. ' +
  'An audit of whole conversations does: exitpoll audit --conversations.';

const conversationsText =
  'A conversation has bailed in an epoch if any of its turns did; averaged over epochs, then conversations. ' +
  'Conversations with a turn still to be done are left out. A turn that gave no answer counts as no bail.';

/** What the bounds of a share are. */
export const shareBoundsText = 'bounds: if no unanswered turn had been a bail, and if each had.';

/** What first exits are. */
export const hazardText =
  'First exits (the hazard): of those who stayed at every turn before, how many leave here. The conversations are fixed transcripts: ' +
  'they go on whether or not the model has left, so this is its first exit along them. Still there: the product of ' +
  '1 − hazard so far. Any exit: the rate at this turn, whatever came before.';

/** A rate as a percentage; `–` where nobody was asked. */
export function rateText(estimate: Estimate | null): string {
  return percent(estimate?.rate ?? null);
}

/** Its interval, with a star where it is the wider one. */
export function rangeText(estimate: Estimate | null): string {
  return estimate === null ? nothing : percentRange(estimate.low, estimate.high) + (estimate.tooFew ? '*' : '');
}

/** A class of lengths: `3 turns`, `5–6 turns`, `20 turns and more`. */
export function lengthText({ from, to }: ConversationLength): string {
  if (to === null) return `${from} turns and more`;
  return from === to ? countOf(from, 'turn') : `${from}–${to} turns`;
}
