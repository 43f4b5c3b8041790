import { isoTime, systemClock, type Clock } from '../../base/clock.ts';
import { ExitpollError } from '../../base/errors.ts';
import { version } from '../../base/version.ts';
import { scorerVersions } from '../../conversation/outcome.ts';
import { keyText, sideText, type Side } from '../../conversation/side.ts';
import { revisionConditions } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import { wordingLabels } from '../condition.ts';
import { studyRevisions } from '../revisions.ts';
import { isSelected, type Selection } from '../selection.ts';
import { comparisonVersion, type Adjustment, type ComparedSide, type Comparison, type LeftOut } from './comparison.ts';
import { matchConditions, type Matched } from './match.ts';
import { membersOf } from './members.ts';
import { adjusted, comparisonRow } from './row.ts';
import { readSamples } from './read-samples.ts';
import { comparedCondition, isMember, namedCondition, type NamedCondition, type Source } from './sample.ts';
import { refusalMeasures, refusalReplies } from './refusals.ts';
import { readSelector, type SelectorInStore } from './selector.ts';
import { comparisonWarnings } from './warnings.ts';

export interface CompareOptions {
  /** Two or more sides, or one with `*`; each names its store by its place in `stores`. */
  readonly selectors: readonly (Omit<SelectorInStore, 'store'> & { readonly store: number })[];
  /** What each is compared with; every side with every later one unless given. */
  readonly against?: CompareOptions['selectors'][number] | undefined;
  /** Only these conditions. */
  readonly only?: Selection | undefined;
  readonly adjustment?: Adjustment;
  /** Also the difference within every category, of bails and of refusals. */
  readonly categories?: boolean;
  /** How many of the items that changed most are named, for each comparison. */
  readonly items?: number;
  readonly clock?: Clock;
}

/**
 * Compares conditions, models, methods, words or studies, everything else matched.
 *
 * @param stores the first needs no name; sides of others are called by theirs
 * @throws ExitpollError on a side that is not there, or when no two conditions match.
 */
export async function compare(
  stores: readonly { readonly store: Store; readonly name: string | null }[],
  options: CompareOptions,
): Promise<Comparison> {
  const known = await Promise.all(stores.map((source) => conditionsOf(source)));
  const selected = known.map((conditions) => conditions.filter((one) => isSelected(options.only ?? {}, one.condition)));
  const read = (selector: CompareOptions['selectors'][number]): readonly PlacedSide[] => {
    const own = selected[selector.store] ?? [];
    const sides = readSelector(selector.text, own);
    return sides.map((side) => ({
      side,
      store: selector.store,
      members: membersOf(side, own),
      unsupported: own.filter((one) => isMember(side, one) && one.condition.unsupported !== null),
    }));
  };
  const reference = options.against === undefined ? null : only(read(options.against));
  const sides = [
    ...options.selectors.flatMap(read).filter((one) => reference === null || !isSameSide(one, reference)),
    ...(reference === null ? [] : [reference]),
  ];
  const matched = pairsOfSides(sides, reference === null).map(([a, b]) => matchSides(sides, a, b));
  const total = matched.reduce((sum, one) => sum + one.pairs.length, 0);
  if (total === 0) throw nothingMatches(sides);
  const repliesOf = refusalReplies(known);
  const placed = matched.flatMap(({ sideA, sideB, compared, pairs }) => {
    const categories = [sides[sideA]?.side.category ?? null, sides[sideB]?.side.category ?? null] as const;
    const isSameItems = categories[0] === categories[1];
    return pairs.map((pair) => ({ sideA, sideB, compared, categories, pair, replies: repliesOf(pair, isSameItems) }));
  });
  const samples = readSamples(
    placed.flatMap(({ pair, replies, categories }) =>
      (replies === null ? [pair] : [pair, replies]).flatMap(({ a, b }) => [
        { named: a, category: categories[0] },
        { named: b, category: categories[1] },
      ]),
    ),
  );
  const refusalsOf = refusalMeasures(
    placed.flatMap(({ replies, categories }) =>
      replies === null ? [] : [samples(replies.a, categories[0]), samples(replies.b, categories[1])],
    ),
  );
  const rows = placed.map(({ sideA, sideB, compared, categories: [ofA, ofB], pair, replies }) =>
    comparisonRow(pair, {
      sideA,
      sideB,
      compared,
      a: samples(pair.a, ofA),
      b: samples(pair.b, ofB),
      comparisons: total,
      items: options.items ?? 10,
      categories: options.categories ?? false,
      refusals:
        replies === null
          ? []
          : refusalsOf(replies, {
              compared,
              a: samples(replies.a, ofA),
              b: samples(replies.b, ofB),
              comparisons: total,
              categories: options.categories ?? false,
            }),
    }),
  );
  const adjustment = options.adjustment ?? 'holm';
  const shown = adjusted(rows, adjustment);
  return {
    schema: 'exitpoll-comparison',
    version: comparisonVersion,
    exitpoll: version,
    createdAt: isoTime((options.clock ?? systemClock).now()),
    scorers: scorerVersions,
    sides: sides.map(({ side, store, members }): ComparedSide => ({
      text: sideText(side),
      side,
      store: stores[store]?.name ?? null,
      conditions: members.length,
    })),
    compared: comparedOf(matched),
    adjustment,
    rows: shown,
    leftOut: leftOut(matched, sides),
    warnings: comparisonWarnings(shown),
  };
}

interface PlacedSide {
  readonly side: Side;
  readonly store: number;
  readonly members: readonly NamedCondition[];
  /** Conditions of it that have no trials, as their model cannot do the method. */
  readonly unsupported: readonly NamedCondition[];
}

interface MatchedSides extends Matched {
  readonly sideA: number;
  readonly sideB: number;
}

async function conditionsOf(source: Source): Promise<readonly NamedCondition[]> {
  const planned: { study: string; condition: NamedCondition['condition'] }[] = [];
  for (const { id, name } of await studyRevisions(source.store, undefined)) {
    for (const condition of await revisionConditions(source.store, id)) planned.push({ study: name, condition });
  }
  const wordingOf = wordingLabels(planned.map(({ condition }) => condition));
  return planned.map(({ study, condition }) => namedCondition(source, study, condition, wordingOf(condition)));
}

function only(sides: readonly PlacedSide[]): PlacedSide {
  const [side] = sides;
  if (side !== undefined && sides.length === 1) return side;
  throw new ExitpollError('--against takes one side, not several', { code: 'usage' });
}

function isSameSide(one: PlacedSide, other: PlacedSide): boolean {
  return one.store === other.store && sideText(one.side) === sideText(other.side);
}

function pairsOfSides(sides: readonly PlacedSide[], isAll: boolean): readonly (readonly [number, number])[] {
  const last = sides.length - 1;
  if (!isAll) return sides.slice(0, last).map((_, index) => [index, last] as const);
  return sides.flatMap((_, a) => sides.slice(a + 1).map((__, after) => [a, a + 1 + after] as const));
}

function matchSides(sides: readonly PlacedSide[], sideA: number, sideB: number): MatchedSides {
  const [a, b] = [sides[sideA], sides[sideB]];
  if (a === undefined || b === undefined) throw new RangeError('a side is missing');
  return { ...matchConditions([a.side, b.side], a.members, b.members), sideA, sideB };
}

function nothingMatches(sides: readonly PlacedSide[]): ExitpollError {
  const texts = sides.slice(0, 4).map(({ side }) => sideText(side));
  if (sides.length < 2) {
    return new ExitpollError(`${texts[0] ?? 'nothing'} is one side; a comparison needs two`, {
      code: 'usage',
      hint: 'Name another, or one to compare with: --against SIDE.',
    });
  }
  return new ExitpollError(`no condition of ${texts.join(', ')} has a counterpart that is equal in everything else`, {
    code: 'nothing-matches',
    hint: 'Conditions are matched by all that both sides do not state; state more on both, or name two: condition:ID.',
  });
}

function comparedOf(matched: readonly MatchedSides[]): readonly string[] {
  return [...new Set(matched.flatMap(({ compared }) => [...compared]))].map(keyText);
}

/** Every condition of a side that is in no row, with the reason, once for each side. */
function leftOut(matched: readonly MatchedSides[], sides: readonly PlacedSide[]): readonly LeftOut[] {
  const found = new Map<string, LeftOut>();
  const add = (side: number, condition: NamedCondition, reason: string): void => {
    const key = JSON.stringify([side, condition.source.name, condition.study, condition.id]);
    if (!found.has(key)) found.set(key, { side, condition: comparedCondition(condition, null), reason });
  };
  for (const [side, { unsupported }] of sides.entries()) {
    for (const one of unsupported) add(side, one, `unsupported: ${one.condition.unsupported}`);
  }
  for (const { sideA, sideB, withoutA, withoutB } of matched) {
    for (const [side, conditions, other] of [
      [sideA, withoutA, sideB],
      [sideB, withoutB, sideA],
    ] as const) {
      for (const one of conditions) add(side, one, `no counterpart in ${sideText(sides[other]?.side ?? {})}`);
    }
  }
  return [...found.values()];
}
