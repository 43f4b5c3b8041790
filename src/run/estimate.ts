import type { LeadIn } from '../conversation/lead-in.ts';
import type { Arm } from '../study/arm.ts';
import type { PlanLine, StoredPlan } from '../store/plans.ts';
import { datasetCharacters, datasetSize, earlierTurns, planProgress, storedTrials } from '../store/progress.ts';
import { spentOnArms, type StoredSpend } from '../store/spent.ts';
import type { Store } from '../store/store.ts';
import { costOf, nanoDollars, worstCost } from './limits/call-cost.ts';
import type { Price } from './limits/limits.ts';
import type { OpenedModel } from './open-models.ts';

/** One condition of a plan with what it asks for. Tokens are estimates: four characters each. */
export interface LineEstimate {
  readonly line: PlanLine;
  readonly items: number;
  /** Trials in all; 0 where the model cannot do the method. */
  readonly trials: number;
  /** Trials that are in the store already. */
  readonly stored: number;
}

/** What a set of trials asks of a model. */
export interface CallsEstimate {
  /** Calls, replies that several trials share counted once. */
  readonly requests: number;
  readonly promptTokens: number;
  /** If every reply ran to its token limit. */
  readonly maxOutputTokens: number;
  /**
   * US dollars if every reply ran to its limit and nothing came from a cache; `null` where no price is known, 0 on this
   * machine.
   */
  readonly maxCost: number | null;
}

/** What a model is asked over the whole plan. */
export interface ModelEstimate extends CallsEstimate {
  readonly label: string;
  readonly destination: string;
  readonly simulated: boolean;
  /** US dollars a million tokens, and who says so; `null` where no price is known. */
  readonly price: Price | null;
  readonly priceFrom: string | null;
  /** The part that is not stored yet. */
  readonly left: CallsEstimate;
  /** What the part took that another store has, at today's price; `null` where there is no other. */
  readonly spent: (StoredSpend & { readonly cost: number | null }) | null;
}

export interface PlanEstimate {
  readonly lines: readonly LineEstimate[];
  readonly models: readonly ModelEstimate[];
}

const charactersPerToken = 4;

/**
 * Counts what a plan in `store` asks for. `storedIn` is where trials may be done already: in that very store, in
 * another one, or nowhere.
 */
export function estimatePlan(
  store: Store,
  plan: StoredPlan,
  models: readonly OpenedModel[],
  storedIn: 'here' | Store | null,
): PlanEstimate {
  const lines = plan.lines.map((line) => {
    const items = datasetSize(store, line.datasetId);
    const trials = line.unsupported === null ? items * line.epochs : 0;
    return { line, items, trials, stored: trials === 0 ? 0 : storedOf(store, line, storedIn) };
  });
  return {
    lines,
    models: models.map((opened, index) => {
      const own = lines.filter(({ line, trials }) => line.arm.model === index && trials > 0);
      return {
        label: opened.planned.label,
        destination: opened.destination,
        simulated: opened.planned.traits.simulated,
        price: opened.price,
        priceFrom: opened.priceFrom,
        ...callsEstimate(
          store,
          own.map((line) => ({ ...line, stored: 0 })),
          opened.price,
        ),
        left: callsEstimate(store, own, opened.price),
        spent: storedIn === null || storedIn === 'here' ? null : spentSoFar(storedIn, own, opened.price),
      };
    }),
  };
}

function storedOf(store: Store, line: PlanLine, storedIn: 'here' | Store | null): number {
  if (storedIn === null) return 0;
  return storedIn === 'here' ? planProgress(store, [line]).done : storedTrials(store, storedIn, line);
}

function spentSoFar(known: Store, lines: readonly LineEstimate[], price: Price | null): ModelEstimate['spent'] {
  const arms = lines.map(({ line }) => line.arm.hash);
  const spent = spentOnArms(known, arms);
  return { ...spent, cost: price === null ? null : costOf(spent, price) / nanoDollars };
}

interface CallTotals {
  requests: number;
  promptTokens: number;
  maxOutputTokens: number;
}

/** What the trials that are not stored come to. */
function callsEstimate(store: Store, lines: readonly LineEstimate[], price: Price | null): CallsEstimate {
  const totals: CallTotals = { requests: 0, promptTokens: 0, maxOutputTokens: 0 };
  const open = lines.filter(({ trials, stored }) => stored < trials);
  addAskedLeadIns(totals, open);
  const perItem = new Map(
    open.map(({ line, items }) => [line.datasetId, datasetCharacters(store, line.datasetId) / Math.max(1, items)]),
  );
  // Lines that rest on the same replies have the same items and epochs: what one of them has, the others can use.
  const storedReplies = new Map<string, number>();
  for (const member of lines) {
    const key = sharedReply(member.line);
    if (key !== null) storedReplies.set(key, Math.max(storedReplies.get(key) ?? 0, member.stored));
  }
  const histories = new Set<string>();
  for (const { line, trials, stored } of open) {
    const { settings } = line.arm;
    const key = sharedReply(line);
    const plain =
      (perItem.get(line.datasetId) ?? 0) + leadInCharacters(line.arm.leadIn) + (settings.system?.length ?? 0);
    const offered = (plain + offerCharacters(line.arm)) / charactersPerToken;
    // Somebody else's reply is not asked for.
    const asked = line.arm.replyAuthor === 'self' ? trials : 0;
    const replies = Math.max(0, asked - (key === null ? stored : (storedReplies.get(key) ?? 0)));
    // Counted with the first line that needs them.
    if (key !== null && asked > 0) storedReplies.set(key, trials);
    addEarlierTurns(totals, store, line, replies, histories);
    totals.requests += replies;
    totals.promptTokens += replies * (key === null ? offered : plain / charactersPerToken);
    totals.maxOutputTokens += replies * settings.replySampling.maxTokens;
    if (line.arm.offer.afterWarning !== undefined) {
      // If every reply warned.
      totals.requests += trials - stored;
      totals.promptTokens += (trials - stored) * (offered + settings.replySampling.maxTokens);
      totals.maxOutputTokens += (trials - stored) * settings.replySampling.maxTokens;
    }
    if (settings.answerSampling !== null) {
      const answers = trials - stored;
      totals.requests += answers;
      totals.promptTokens += answers * (offered + settings.replySampling.maxTokens);
      totals.maxOutputTokens += answers * settings.answerSampling.maxTokens;
    }
  }
  const calls = { ...totals, promptTokens: Math.round(totals.promptTokens) };
  return { ...calls, maxCost: price === null ? null : worstCost(calls, price) / nanoDollars };
}

/** Names the plain replies a line rests on, which others may rest on too; `null` where its replies are its own. */
function sharedReply({ datasetId, arm }: PlanLine): string | null {
  const { offer, settings, series, leadIn, historyAuthor } = arm;
  if (offer.exit !== null && (offer.question === null || offer.replyInstructions !== undefined)) return null;
  return JSON.stringify([datasetId, settings.system, settings.replySampling, series, leadIn, historyAuthor]);
}

/** Earlier turns that the model writes itself: as many as the dataset has at most, once for all arms that share them. */
function addEarlierTurns(
  totals: CallTotals,
  store: Store,
  { arm, datasetId, epochs }: PlanLine,
  open: number,
  counted: Set<string>,
): void {
  if (arm.historyAuthor !== 'self' || open === 0) return;
  const { settings, series, leadIn } = arm;
  const key = JSON.stringify([datasetId, settings.system, settings.replySampling, series, leadIn]);
  if (counted.has(key)) return;
  counted.add(key);
  const { turns, characters } = earlierTurns(store, datasetId);
  totals.requests += turns * epochs;
  totals.promptTokens += (characters * epochs) / charactersPerToken;
  totals.maxOutputTokens += turns * epochs * settings.replySampling.maxTokens;
}

function offerCharacters({ offer }: Arm): number {
  const tools = offer.tools.length === 0 ? 0 : JSON.stringify(offer.tools).length;
  return (offer.instructions?.length ?? 0) + (offer.question?.length ?? 0) + tools;
}

/** A reply that a lead-in asks for is one call, whatever the number of trials that share it. */
function addAskedLeadIns(totals: CallTotals, lines: readonly LineEstimate[]): void {
  const asked = new Map(
    lines.flatMap(({ line: { arm } }) =>
      arm.leadIn?.reply === 'ask' ? [[JSON.stringify(arm.leadIn), arm] as const] : [],
    ),
  );
  for (const { leadIn, settings } of asked.values()) {
    totals.requests += 1;
    totals.promptTokens += leadInCharacters(leadIn) / charactersPerToken;
    totals.maxOutputTokens += settings.replySampling.maxTokens;
  }
}

function leadInCharacters(leadIn: LeadIn | null): number {
  if (leadIn === null) return 0;
  return leadIn.messages.reduce((sum, message) => sum + message.text.length, leadIn.system?.length ?? 0);
}
