import type { LeadIn } from '../conversation/lead-in.ts';
import type { Arm } from '../study/arm.ts';
import type { LoadedStudy } from '../study/load.ts';
import type { PlanLine, StoredPlan } from '../store/plans.ts';
import { datasetCharacters, datasetSize, storedTrials } from '../store/progress.ts';
import type { Store } from '../store/store.ts';
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

/** What a model is asked over the whole plan. */
export interface ModelEstimate {
  readonly label: string;
  readonly destination: string;
  readonly simulated: boolean;
  /** Calls, replies that several trials share counted once. */
  readonly requests: number;
  readonly promptTokens: number;
  /** If every reply ran to its token limit. */
  readonly maxOutputTokens: number;
  /** US dollars if every reply ran to its limit; `null` where no price is known, 0 on this machine. */
  readonly maxCost: number | null;
}

export interface PlanEstimate {
  readonly lines: readonly LineEstimate[];
  readonly models: readonly ModelEstimate[];
}

const charactersPerToken = 4;

/** Counts what a plan asks for, for all its trials; `known` is the store that may have some already. */
export function estimatePlan(
  store: Store,
  loaded: LoadedStudy,
  plan: StoredPlan,
  models: readonly OpenedModel[],
  known: Store | null,
): PlanEstimate {
  const lines = plan.lines.map((line) => {
    const items = datasetSize(store, line.datasetId);
    const trials = line.unsupported === null ? items * line.epochs : 0;
    return { line, items, trials, stored: trials === 0 || known === null ? 0 : storedTrials(store, known, line) };
  });
  return {
    lines,
    models: models.map((opened, index) => {
      const own = lines.filter(({ line, trials }) => line.arm.model === index && trials > 0);
      const calls = modelCalls(store, own);
      return {
        label: opened.planned.label,
        destination: opened.destination,
        simulated: opened.planned.traits.simulated,
        ...calls,
        maxCost: maxCost(loaded, opened, index, calls),
      };
    }),
  };
}

interface CallTotals {
  requests: number;
  promptTokens: number;
  maxOutputTokens: number;
}

function modelCalls(store: Store, lines: readonly LineEstimate[]): CallTotals {
  const totals: CallTotals = { requests: 0, promptTokens: 0, maxOutputTokens: 0 };
  const datasets = Map.groupBy(lines, ({ line }) => line.datasetId);
  addAskedLeadIns(totals, lines);
  for (const [datasetId, members] of datasets) {
    const characters = datasetCharacters(store, datasetId);
    const sharedReplies = new Set<string>();
    for (const { line, items, trials } of members) {
      const { offer, settings } = line.arm;
      const perTrial = (characters / Math.max(1, items) + offerCharacters(line.arm)) / charactersPerToken;
      const sharesReply = offer.exit === null || offer.question !== null;
      const replyKey = JSON.stringify([settings.system, settings.replySampling, line.arm.series, line.arm.leadIn]);
      if (!sharesReply || !sharedReplies.has(replyKey)) {
        totals.requests += trials;
        totals.promptTokens += trials * (sharesReply ? characters / Math.max(1, items) / charactersPerToken : perTrial);
        totals.maxOutputTokens += trials * settings.replySampling.maxTokens;
      }
      if (sharesReply) sharedReplies.add(replyKey);
      if (settings.answerSampling !== null) {
        totals.requests += trials;
        totals.promptTokens += trials * (perTrial + settings.replySampling.maxTokens);
        totals.maxOutputTokens += trials * settings.answerSampling.maxTokens;
      }
    }
  }
  return {
    requests: totals.requests,
    promptTokens: Math.round(totals.promptTokens),
    maxOutputTokens: totals.maxOutputTokens,
  };
}

function offerCharacters({ offer, leadIn }: Arm): number {
  const before = leadInCharacters(leadIn);
  const tools = offer.tools.length === 0 ? 0 : JSON.stringify(offer.tools).length;
  return before + (offer.instructions?.length ?? 0) + (offer.question?.length ?? 0) + tools;
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

function maxCost(loaded: LoadedStudy, opened: OpenedModel, index: number, calls: CallTotals): number | null {
  if (opened.destination === 'this machine') return 0;
  const entry = loaded.study.models[index];
  const price = typeof entry === 'object' ? entry.price : undefined;
  if (price === undefined) return null;
  return (calls.promptTokens * price.input + calls.maxOutputTokens * price.output) / 1_000_000;
}
