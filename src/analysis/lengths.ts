import type { Outcome } from '../conversation/outcome.ts';
import { outcomeIn, trialIn } from '../store/outcome-grid.ts';
import { isDrawn, replySamples, type PlacedTrial, type ReplyDraw, type SampledReply } from '../store/reply-sample.ts';
import type { Store } from '../store/store.ts';
import { type ConditionData } from './condition.ts';
import { readoutOf } from './condition-label.ts';
import { placesOf } from './item-counts.ts';
import type { LengthResult, Quantiles } from './length-result.ts';

const inBails: readonly Outcome[] = ['bail'];
const inOthers: readonly Outcome[] = ['continue', 'unparsed', 'truncated'];

/** Replies that are read for each model and method: bails, and others. */
const mostOfEach = 1_000;
/** And over a whole report, however many models it has. */
const mostInAll = 30_000;

const charactersPerToken = 4;

/**
 * How long the replies of each model are under each method, where in them exits come, and what of them comes after the
 * outcome is settled. From a sample of the replies, weighted by how the trials ended; readouts write nothing.
 */
export function lengthResults(store: Store, data: readonly ConditionData[]): readonly LengthResult[] {
  const written = data.filter(({ condition }) => condition.unsupported === null && readoutOf(condition) === 'sampled');
  const groups = Map.groupBy(written, ({ condition }) => JSON.stringify([condition.modelId, condition.method]));
  const most = Math.max(100, Math.min(mostOfEach, Math.floor(mostInAll / Math.max(1, 2 * groups.size))));
  const drawn = [...groups.values()].map((members) => ({
    members,
    draws: [inBails, inOthers]
      .map((outcomes) => drawOf(members, outcomes, most))
      .filter(({ population }) => population > 0),
  }));
  const samples = replySamples(
    store,
    drawn.flatMap(({ draws }) => draws),
  ).values();
  return drawn.flatMap(({ members, draws }) => {
    const replies = draws.flatMap(({ population }) => {
      const sample = samples.next().value ?? [];
      return sample.map((reply) => ({ ...reply, weight: population / sample.length }));
    });
    const result = lengthResult(members, replies);
    return result === null ? [] : [result];
  });
}

/** A draw from the trials with these outcomes, and how many of them there are. */
function drawOf(
  members: readonly ConditionData[],
  outcomes: readonly Outcome[],
  most: number,
): ReplyDraw & { readonly population: number } {
  const places = placesOf(outcomes);
  const population = trialsThatEnded(members, places);
  const every = Math.max(1, Math.ceil(population / most));
  // Several studies, or datasets with items in common, may plan one trial.
  const trials = new Map<number, PlacedTrial>();
  for (const { condition, grid, rows } of members) {
    if (grid === null) continue;
    const { size, idOfRow } = grid.membership;
    for (let from = 0; from < grid.cells.length; from += size) {
      for (const row of rows) {
        const id = trialIn(grid, from + row);
        if (id === null || !isDrawn(id, every)) continue;
        if (!places.includes(outcomeIn(grid.cells[from + row] ?? 0, 'strict'))) continue;
        trials.set(id, { id, place: [condition.armId, from / size + 1, idOfRow[row] ?? 0] });
      }
    }
  }
  return { trials: [...trials.values()], step: exitStep(members), most, population };
}

/** Which reply of a trial takes the exit or not: for the bail prompt the answer to its question. */
function exitStep(members: readonly ConditionData[]): 0 | 1 {
  return members[0]?.condition.method === 'bail-prompt' ? 1 : 0;
}

/** A reply and how many trials it stands for. */
interface Weighed extends SampledReply {
  readonly weight: number;
}

function lengthResult(members: readonly ConditionData[], replies: readonly Weighed[]): LengthResult | null {
  const [first] = members;
  if (first === undefined) return null;
  const { model, simulated, method } = first.condition;
  const step = exitStep(members);
  if (replies.length === 0) return null;
  const bails = replies.filter((reply) => reply.outcome === 'bail');
  const placed = bails.filter((reply) => reply.evidenceEnd !== null);
  const isSettled = (reply: SampledReply): boolean =>
    reply.evidenceEnd !== null && (reply.outcome === 'bail' || (step === 1 && reply.outcome === 'continue'));
  const after = (of: readonly Weighed[]): number | null =>
    shareOfTokens(of, (reply) => (isSettled(reply) ? tokensOf(reply) - tokensUntilSettled(reply) : 0));
  return {
    model,
    simulated,
    method,
    step: step === 1 ? 'answer' : 'reply',
    replies: replies.length,
    tokens: { mean: mean(replies, tokensOf), ...quantiles(replies, tokensOf) },
    hitLimit: share(replies, ({ finish }) => finish === 'length'),
    stopped: share(replies, ({ finish }) => finish === 'stopped'),
    bailAt:
      placed.length === 0
        ? null
        : {
            replies: placed.length,
            characters: quantiles(placed, (reply) => reply.reasoningLength + (reply.evidenceEnd ?? 0)),
            tokens: quantiles(placed, tokensUntilSettled),
          },
    after:
      method === 'baseline'
        ? null
        : {
            bails: after(bails),
            answers: step === 1 ? after(replies.filter(isSettled)) : null,
            all: after(replies),
          },
  };
}

function trialsThatEnded(members: readonly ConditionData[], places: readonly number[]): number {
  let count = 0;
  for (const { grid, rows } of members) {
    if (grid === null) continue;
    for (let from = 0; from < grid.cells.length; from += grid.membership.size) {
      for (const row of rows) if (places.includes(outcomeIn(grid.cells[from + row] ?? 0, 'strict'))) count += 1;
    }
  }
  return count;
}

function tokensOf({ completionTokens, textLength, reasoningLength }: SampledReply): number {
  return completionTokens ?? Math.ceil((textLength + reasoningLength) / charactersPerToken);
}

/** By its share of the characters, since no endpoint says which token ends where. */
function tokensUntilSettled(reply: SampledReply): number {
  const length = reply.reasoningLength + reply.textLength;
  if (reply.evidenceEnd === null || length === 0) return tokensOf(reply);
  return Math.ceil((tokensOf(reply) * (reply.reasoningLength + reply.evidenceEnd)) / length);
}

/** What these tokens are of all tokens of the replies; `null` where none was written. */
function shareOfTokens(replies: readonly Weighed[], tokens: (reply: SampledReply) => number): number | null {
  if (replies.length === 0) return null;
  const written = mean(replies, tokensOf);
  return written === 0 ? null : mean(replies, tokens) / written;
}

function share(replies: readonly Weighed[], holds: (reply: SampledReply) => boolean): number {
  return mean(replies, (reply) => (holds(reply) ? 1 : 0));
}

function mean(replies: readonly Weighed[], value: (reply: SampledReply) => number): number {
  let weights = 0;
  let sum = 0;
  for (const reply of replies) {
    weights += reply.weight;
    sum += reply.weight * value(reply);
  }
  return sum / weights;
}

/** The least value that at least so many of the replies do not exceed. */
function quantiles(replies: readonly Weighed[], value: (reply: SampledReply) => number): Quantiles {
  const sorted = replies
    .map((reply) => ({ value: value(reply), weight: reply.weight }))
    .sort((one, other) => one.value - other.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (level: number): number => {
    let below = 0;
    // A little less than the level, since weights are fractions.
    for (const one of sorted) if ((below += one.weight) >= level * total * (1 - 1e-9)) return one.value;
    return sorted.at(-1)?.value ?? 0;
  };
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
