import { seededRandom } from '../../base/random.ts';
import type { TrialContext } from '../model.ts';
import { betaDraw } from './beta-draw.ts';
import {
  chanceNames,
  mannerNames,
  type ChanceName,
  type Chances,
  type MannerName,
  type SimParameters,
  type SimWhere,
} from './parameters.ts';

/** Of a context, what the chances depend on. */
export type SimContext = Pick<
  TrialContext,
  | 'item'
  | 'itemName'
  | 'cluster'
  | 'category'
  | 'method'
  | 'order'
  | 'wording'
  | 'leadIn'
  | 'twin'
  | 'turn'
  | 'step'
  | 'followUp'
  | 'historyAuthor'
  | 'replyAuthor'
>;

/**
 * The context as the respondent takes it. A reply to which no exit is offered is shared between the baseline and
 * the bail prompt, so it must not depend on which of them asked first.
 */
export function plainContext<Context extends SimContext>(context: Context): Context {
  const isShared = context.step === 'reply' && (context.method === 'baseline' || context.method === 'bail-prompt');
  return isShared ? { ...context, method: 'baseline', order: null, wording: null } : context;
}

/**
 * The stated chances of one call: the file's own, overridden field by field by every rule that fits, later rules
 * last. These are means over clusters and items, before the spread. An exit that is not offered is never taken.
 */
export function statedChances(parameters: SimParameters, context: SimContext): Chances {
  const plain = plainContext(context);
  const chances: Record<ChanceName, number> = {
    error: 0,
    filtered: 0,
    truncated: 0,
    nonsense: 0,
    misread: 0,
    missed: 0,
    bail: 0,
    refusal: 0,
  };
  for (const source of [parameters, ...parameters.rules.filter((rule) => fits(rule.where, plain))]) {
    for (const name of chanceNames) chances[name] = source[name] ?? chances[name];
  }
  return offersExit(plain) ? chances : { ...chances, bail: 0, nonsense: 0, misread: 0, missed: 0 };
}

/** How likely each manner of writing is in one call, by the same rules. */
export function mannersOf(parameters: SimParameters, context: SimContext): { readonly [name in MannerName]: number } {
  const plain = plainContext(context);
  const manners: Record<MannerName, number> = { journal: 0, terse: 0 };
  for (const source of [parameters, ...parameters.rules.filter((rule) => fits(rule.where, plain))]) {
    for (const name of mannerNames) manners[name] = source[name] ?? manners[name];
  }
  return manners;
}

/**
 * The chances of one call with this item and cluster: `bail` and `refusal` are spread around the stated means, for
 * the cluster first and then for the item in it, as functions of the seed and their names alone.
 */
export function itemChances(parameters: SimParameters, context: SimContext): Chances {
  const stated = statedChances(parameters, context);
  const { seed, spread } = parameters;
  const spreadOut = (name: 'bail' | 'refusal'): number => {
    const ofCluster = betaDraw(
      seededRandom(['sim-cluster', seed, name, context.cluster]),
      stated[name],
      spread.cluster,
    );
    return betaDraw(seededRandom(['sim-item', seed, name, context.item]), ofCluster, spread.item);
  };
  return { ...stated, bail: spreadOut('bail'), refusal: spreadOut('refusal') };
}

/** True chances of what a call ends as; `error` is left out, as failed calls have no reply. */
export interface SimTruth {
  /** It chooses to leave, and takes the exit in its proper form. */
  readonly bail: number;
  /** It chooses nothing, in words that count as taking the exit. */
  readonly misread: number;
  /** It chooses to leave, in words that do not. */
  readonly missed: number;
  /** A refusal in a reply, or in the words of a reply that does not take the exit. */
  readonly refusal: number;
  readonly nonsense: number;
  readonly filtered: number;
  readonly truncated: number;
}

/**
 * The true chances of one call's result, given that the call does not fail: multiplied out, so that with `continue`
 * for the rest they add up to 1 (a refusal is a way to continue). For a trial of the bail prompt, take it for the
 * step `reply` and then for `answer`: the question is asked unless the reply was filtered or truncated.
 *
 * With `of: 'population'` the means over clusters and items are taken in place of this item's own chances.
 */
export function simTruth(parameters: SimParameters, context: SimContext, of: 'item' | 'population' = 'item'): SimTruth {
  const chances = of === 'item' ? itemChances(parameters, context) : statedChances(parameters, context);
  let left = 1;
  const take = (name: ChanceName): number => {
    const taken = left * chances[name];
    left -= taken;
    return taken;
  };
  const filtered = take('filtered');
  const truncated = take('truncated');
  const nonsense = take('nonsense');
  const misread = take('misread');
  const missed = take('missed');
  const bail = take('bail');
  const refusal = context.step === 'reply' ? take('refusal') : 0;
  return { bail, misread, missed, refusal, nonsense, filtered, truncated };
}

/** Whether a call offers an exit: all do but the reply that the baseline and the bail prompt share, and open questions. */
export function offersExit(context: Pick<SimContext, 'method' | 'step'>): boolean {
  if (context.step === 'why') return false;
  if (context.step !== 'reply') return true;
  return context.method !== 'baseline' && context.method !== 'bail-prompt';
}

function fits(where: SimWhere, context: SimContext): boolean {
  return (
    isAmong(context.category, where.category) &&
    isAmong(context.cluster, where.cluster) &&
    isAmong(context.item, where.item) &&
    isAmong(context.itemName, where.itemName) &&
    isAmong(context.method, where.method) &&
    isAmong(context.order, where.order) &&
    isAmong(context.wording ?? 'none', where.wording) &&
    isAmong(context.leadIn ?? 'none', where.leadIn) &&
    isAmong(context.twin, where.twin) &&
    isAmong(context.step, where.step) &&
    isAmong(context.historyAuthor ?? 'dataset', where.historyAuthor) &&
    isAmong(context.replyAuthor ?? 'self', where.replyAuthor) &&
    isAmong(context.followUp ?? 'none', where.followUp) &&
    isTurn(context.turn, where.turn)
  );
}

function isAmong<Value>(
  value: Value,
  wanted: Value | readonly NonNullable<Value>[] | readonly Value[] | undefined,
): boolean {
  if (wanted === undefined) return true;
  return Array.isArray(wanted) ? wanted.includes(value) : wanted === value;
}

function isTurn(turn: number, wanted: SimWhere['turn']): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'number') return turn === wanted;
  if ('length' in wanted) return wanted.includes(turn);
  return turn >= (wanted.from ?? 1) && turn <= (wanted.to ?? Number.POSITIVE_INFINITY);
}
