import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import {
  absent,
  comparedKeys,
  differOnlyIn,
  isOfSide,
  sideKeys,
  sideText,
  type ConditionNames,
  type Side,
} from '../conversation/side.ts';
import type { Arm, Author } from './arm.ts';
import { contrastSides, type Contrast } from './contrasts-schema.ts';
import type { LoadedStudy } from './load.ts';

/** A condition a study plans, with the categories of its items. */
export interface PlannedCondition {
  /** Its place in the plan, which the benign twins of a dataset share with their originals. */
  readonly position: number;
  readonly isTwins: boolean;
  readonly names: ConditionNames;
  readonly categories: readonly string[];
}

/** A condition that a contrast compares, by its place in the plan. */
export type ContrastPlace = Pick<PlannedCondition, 'position' | 'isTwins'>;

/** The conditions of an arm on a dataset: on its items, and on their benign twins if there are any. */
export function plannedConditions(
  {
    authorOf,
    ...of
  }: Pick<ConditionNames, 'study' | 'model' | 'dataset'> & {
    readonly authorOf: (author: Author) => string;
  },
  arm: Arm,
  position: number,
  { categories, hasTwins }: { readonly categories: readonly string[]; readonly hasTwins: boolean },
): readonly PlannedCondition[] {
  return (hasTwins ? [false, true] : [false]).map((isTwins) => ({
    position,
    isTwins,
    categories,
    names: {
      ...of,
      dataset: isTwins ? `${of.dataset} twins` : of.dataset,
      method: arm.method,
      order: arm.order,
      wording: arm.wording,
      leadIn: arm.leadIn?.name ?? null,
      readout: arm.settings.readout ?? 'sampled',
      historyAuthor: authorOf(arm.historyAuthor),
      replyAuthor: authorOf(arm.replyAuthor),
    },
  }));
}

/**
 * The conditions that each contrast of a study compares.
 *
 * @throws ExitpollError on a name that no condition has, or where no two conditions are compared, with the field.
 */
export function contrastPlaces(
  { study, locate }: LoadedStudy,
  conditions: readonly PlannedCondition[],
): readonly (readonly ContrastPlace[])[] {
  return (study.contrasts ?? []).map((contrast, index) => {
    checkNames(contrast, index, conditions, locate);
    const [a, b] = contrastSides(contrast);
    const compared = comparedKeys(a, b);
    const [ofA, ofB] = [membersOf(a, conditions), membersOf(b, conditions)];
    const found = new Set<ContrastPlace>();
    for (const one of ofA) {
      for (const other of ofB) {
        if ((one === other && a.category === b.category) || !differOnlyIn(compared, one.names, other.names)) continue;
        found.add(one).add(other);
      }
    }
    if (found.size > 0) return [...found];
    throw new ExitpollError(
      `contrasts[${index}]: no condition of ${sideText(a)} has a counterpart in ${sideText(b)} that is equal in everything else`,
      {
        code: 'nothing-matches',
        at: locate(['contrasts', index]),
        hint: 'docs/study.md#contrasts says how conditions are matched.',
      },
    );
  });
}

function membersOf(side: Side, conditions: readonly PlannedCondition[]): readonly PlannedCondition[] {
  return conditions.filter(
    ({ names, categories }) =>
      isOfSide(side, names, '') &&
      (side.method !== undefined || names.method !== 'baseline') &&
      (side.category === undefined || categories.includes(side.category)),
  );
}

/** Names that only packs and data files know. */
function checkNames(
  contrast: Contrast,
  index: number,
  conditions: readonly PlannedCondition[],
  locate: LoadedStudy['locate'],
): void {
  const sides = [
    [[], contrast],
    [['a'], contrast.a],
    [['b'], contrast.b],
  ] as const;
  for (const [below, side] of sides) {
    for (const key of sideKeys) {
      const value = (side as Side)[key];
      if (value === undefined || key === 'condition') continue;
      const values = new Set(
        conditions.flatMap(({ names, categories }) => (key === 'category' ? categories : [names[key] ?? absent])),
      );
      if (values.has(value)) continue;
      const field = ['contrasts', index, ...below, key];
      throw new ExitpollError(
        `contrasts[${index}]${below.map((one) => `.${one}`).join('')}.${key}: no condition has "${value}".${didYouMean(value, [...values])}`,
        { code: 'invalid-file', at: locate(field), hint: `There are: ${[...values].slice(0, 20).join(', ')}.` },
      );
    }
  }
}
