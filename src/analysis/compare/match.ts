import { comparedKeys, differOnlyIn, type Side, type SideKey } from '../../conversation/side.ts';
import type { NamedCondition } from './sample.ts';

/** Two conditions that differ in what two sides compare, and in nothing else that has a name. */
export interface ConditionPair {
  readonly a: NamedCondition;
  readonly b: NamedCondition;
  /** What differs all the same. */
  readonly alsoDiffers: readonly string[];
}

/** Conditions of two sides, matched; and those of A and of B that have no counterpart. */
export interface Matched {
  readonly compared: ReadonlySet<SideKey>;
  readonly pairs: readonly ConditionPair[];
  readonly withoutA: readonly NamedCondition[];
  readonly withoutB: readonly NamedCondition[];
}

/** Matches the conditions of two sides: of the same study where there are such, of another one else. */
export function matchConditions(
  sides: readonly [Side, Side],
  ofA: readonly NamedCondition[],
  ofB: readonly NamedCondition[],
): Matched {
  const compared = comparedKeys(...sides);
  const pairs = new Map<string, ConditionPair>();
  const matched = new Set<NamedCondition>();
  // Two categories are compared within a condition; a category is no sample beside the whole it is part of.
  const [{ category: inA }, { category: inB }] = sides;
  const isOneOfItself = inA !== undefined && inB !== undefined && inA !== inB;
  for (const a of ofA) {
    const others = isOneOfItself ? ofB : ofB.filter((other) => !isSame(a, other));
    for (const b of partners(compared, a, others)) {
      matched.add(a);
      matched.add(b);
      // Two studies may share both conditions, and are then compared once.
      const key = JSON.stringify([a.source.name, a.id, b.source.name, b.id]);
      if (!pairs.has(key)) pairs.set(key, { a, b, alsoDiffers: otherDifferences(a, b, compared) });
    }
  }
  const without = (conditions: readonly NamedCondition[]): readonly NamedCondition[] =>
    conditions.filter((one) => !matched.has(one));
  return { compared, pairs: [...pairs.values()], withoutA: without(ofA), withoutB: without(ofB) };
}

function partners(
  compared: ReadonlySet<SideKey>,
  a: NamedCondition,
  ofB: readonly NamedCondition[],
): readonly NamedCondition[] {
  const fitting = ofB.filter((b) => differOnlyIn(compared, a.names, b.names));
  if (compared.has('study')) return sameWords(a, fitting);
  const near = fitting.filter((b) => b.source === a.source && b.study === a.study);
  return sameWords(a, near.length > 0 ? near : fitting);
}

/** Where one name stands for several contents, those with the words of A; all where none has. */
function sameWords(a: NamedCondition, fitting: readonly NamedCondition[]): readonly NamedCondition[] {
  const same = fitting.filter((b) => b.condition.offerHash === a.condition.offerHash);
  return same.some((b) => b.names.wording === a.names.wording) ? same : fitting;
}

function isSame(a: NamedCondition, b: NamedCondition): boolean {
  return a.source === b.source && a.id === b.id;
}

/** What differs beside what is compared: no name says it, and a reader must know. */
function otherDifferences(a: NamedCondition, b: NamedCondition, compared: ReadonlySet<SideKey>): readonly string[] {
  const [one, other] = [a.condition, b.condition];
  const found: string[] = [];
  if (!compared.has('model') && one.modelHash !== other.modelHash) found.push('what the model is');
  const isSameOffer = one.method === other.method && one.order === other.order && a.names.wording === b.names.wording;
  if (isSameOffer && one.offerHash !== other.offerHash) found.push('the words of the offer');
  if (!compared.has('leadIn') && leadInOf(one) !== leadInOf(other)) found.push('the words of the lead-in');
  if (one.series !== other.series) found.push('the series of draws');
  const [ofOne, ofOther] = [one.settings, other.settings] as [Settings, Settings];
  if (ofOne.system !== ofOther.system) found.push('the system prompt');
  if (!isEqual(ofOne.replySampling, ofOther.replySampling)) found.push('how replies are drawn');
  const answers = [ofOne.answerSampling, ofOther.answerSampling];
  const isRead = one.method !== other.method || compared.has('readout');
  if (!isRead && !answers.includes(null) && !isEqual(...(answers as [unknown, unknown]))) {
    found.push('how answers are drawn');
  }
  const neverStopped = one.method === 'baseline' || other.method === 'baseline' || compared.has('readout');
  if (!neverStopped && ofOne.stop !== ofOther.stop) found.push('whether replies are cut short');
  return found;
}

interface Settings {
  readonly system: string | null;
  readonly replySampling: unknown;
  readonly answerSampling: unknown;
  readonly stop: string;
}

function leadInOf({ leadIn }: NamedCondition['condition']): string {
  return JSON.stringify(leadIn === null ? null : [leadIn.system, leadIn.messages, leadIn.reply]);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
