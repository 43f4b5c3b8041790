import type { StoredCondition } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { transcriptsReader } from '../store/transcripts.ts';
import { clusteredRate } from '../stats/proportion.ts';
import { survivalByTurn, type RateWithInterval, type TurnSurvival } from '../stats/survival.ts';
import { type ConditionData } from './condition.ts';
import { readoutOf } from './condition-label.ts';
import { conditionLabel, type ConditionLabel } from './condition-label.ts';
import type { ConversationLength, ConversationResult, Estimate, TurnResult } from './conversation-result.ts';
import { countConversations, type ConversationCount, type CountedConversations } from './passages.ts';

/**
 * What is said of whole conversations, for every condition on a dataset of which every user turn is an item. The
 * baseline offers no exit, and a readout draws no answers, so that no conversation has bailed or not: they have none.
 */
export function conversationResults(
  store: Store,
  data: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly ConversationResult[] {
  const transcriptsOf = transcriptsReader(store);
  return data.flatMap(({ condition, study, grid }) => {
    if (grid === null || condition.method === 'baseline' || readoutOf(condition) === 'logprobs') return [];
    const transcripts = transcriptsOf({ condition, grid });
    if (transcripts === null || transcripts.count === 0) return [];
    const counted = countConversations(grid, transcripts);
    return [
      {
        ...conditionLabel(study, condition, wordingOf(condition)),
        ...shareOf(counted),
        turns: survivalByTurn(counted.passages).map(turnResult),
        lengths: lengthsOf(counted.conversations),
      },
    ];
  });
}

type Share = Omit<ConversationResult, keyof ConditionLabel | 'turns' | 'lengths'>;

/** Design, section 5, *Share of conversations*: every conversation weighs alike, over its epochs. */
function shareOf({ conversations, passages, leftOut }: CountedConversations): Share {
  const counted = {
    conversations: conversations.length,
    clusters: new Set(conversations.map(({ cluster }) => cluster)).size,
    counted: passages.length,
    leftOut,
  };
  if (conversations.length === 0) return { ...counted, ...noShare };
  const { rate, random, fixed } = rateOfConversations(conversations);
  const open = conversations.reduce((sum, one) => sum + one.open / one.epochs, 0) / conversations.length;
  return {
    ...counted,
    share: rate,
    low: random.low,
    high: random.high,
    lowFixed: fixed.low,
    highFixed: fixed.high,
    tooFew: random.tooFew,
    tooFewFixed: fixed.tooFew,
    open,
    // Rounding must not lift it above 1.
    bounds: [rate, Math.min(1, rate + open)],
  };
}

const noShare = {
  share: null,
  low: null,
  high: null,
  lowFixed: null,
  highFixed: null,
  tooFew: false,
  tooFewFixed: false,
  open: null,
  bounds: null,
} as const;

function rateOfConversations(conversations: readonly ConversationCount[]): ReturnType<typeof clusteredRate> {
  return clusteredRate(
    conversations.map(({ cluster, bailed, epochs }) => ({ cluster, successes: bailed, draws: epochs })),
  );
}

function turnResult({ turn, atRisk, exits, hazard, survival, answered, unconditional }: TurnSurvival): TurnResult {
  return {
    turn,
    atRisk,
    exits,
    hazard: estimate(hazard),
    survival: estimate(survival),
    answered,
    unconditional: estimate(unconditional),
  };
}

function estimate(of: RateWithInterval | null): Estimate | null {
  if (of === null) return null;
  const { low, high, tooFew } = of.interval;
  return { rate: of.rate, low, high, tooFew };
}

/** Where a class of lengths begins; conversations of very many turns are few. */
const lengthClasses = [1, 2, 3, 4, 5, 7, 10, 20] as const;

function lengthsOf(conversations: readonly ConversationCount[]): readonly ConversationLength[] {
  return lengthClasses.flatMap((from, index) => {
    const next = lengthClasses[index + 1] ?? null;
    const own = conversations.filter(({ length }) => length >= from && (next === null || length < next));
    if (own.length === 0) return [];
    const { rate, random } = rateOfConversations(own);
    const bailed = own.reduce((sum, one) => sum + one.bailed, 0);
    const firstTurns = own.reduce((sum, one) => sum + one.firstTurns, 0);
    return [
      {
        from,
        to: next === null ? null : next - 1,
        conversations: own.length,
        share: { rate, low: random.low, high: random.high, tooFew: random.tooFew },
        firstBail: bailed === 0 ? null : firstTurns / bailed,
      },
    ];
  });
}
