import type { PairedResult } from '../../analysis/results.ts';
import type { ConditionName } from './conditions.ts';

/** Two conditions that differ in one thing. */
export interface Preset {
  readonly a: ConditionName;
  readonly b: ConditionName;
}

/** Presets of one kind. */
export interface PresetGroup {
  readonly title: string;
  readonly presets: readonly Preset[];
}

const pairTitles: Readonly<Record<PairedResult['kind'], string>> = {
  order: 'Bail first against stay first',
  placebo: 'Bail tool against placebo tool',
  excess: 'Items against their benign twins',
  wording: 'A wording against the default one',
  'lead-in': 'With a lead-in against none',
  'reply-author': 'Replies by others against its own',
  'history-author': 'Earlier turns by others against the data’s',
};

/** What two conditions of different models, or methods, must share to be held against each other. */
const shared = ['dataset', 'readout', 'leadIn', 'historyAuthor', 'replyAuthor'] as const;

/**
 * Pairs of conditions worth comparing: those that results pair, then methods of a model, and models under a method.
 * Conditions without trials are in none.
 */
export function presetGroups(
  conditions: readonly ConditionName[],
  pairs: readonly Pick<PairedResult, 'kind' | 'a' | 'b'>[],
): readonly PresetGroup[] {
  const known = new Map(conditions.map((one) => [one.id, one]));
  const paired = [...Map.groupBy(pairs, ({ kind }) => kind)].map(([kind, own]) => ({
    title: pairTitles[kind],
    presets: own.flatMap(({ a, b }) => presetOf(known.get(a), known.get(b))),
  }));
  const offering = conditions.filter(({ method, unsupported }) => method !== 'baseline' && unsupported === null);
  return [
    ...paired,
    {
      title: 'Method against method',
      presets: pairsOf(
        offering.filter(({ method }) => method !== 'placebo-tool'),
        (one) => [one.model, ...shared.map((key) => one[key])],
        (a, b) => a.method !== b.method && a.wording === b.wording,
      ),
    },
    {
      title: 'Model against model',
      presets: pairsOf(
        offering,
        (one) => [one.method, one.order, one.wording, ...shared.map((key) => one[key])],
        (a, b) => a.model !== b.model,
      ),
    },
  ].filter(({ presets }) => presets.length > 0);
}

function presetOf(a: ConditionName | undefined, b: ConditionName | undefined): readonly Preset[] {
  return a === undefined || b === undefined || a.unsupported !== null || b.unsupported !== null ? [] : [{ a, b }];
}

function pairsOf(
  conditions: readonly ConditionName[],
  keyOf: (one: ConditionName) => readonly unknown[],
  isPair: (a: ConditionName, b: ConditionName) => boolean,
): readonly Preset[] {
  const groups = Map.groupBy(conditions, (one) => JSON.stringify(keyOf(one)));
  return [...groups.values()].flatMap((members) =>
    members.flatMap((a, index) => members.slice(index + 1).flatMap((b) => (isPair(a, b) ? [{ a, b }] : []))),
  );
}

/** What two conditions differ in, and what they share, for a link: `bail-tool − bail-string · sim:even · starter`. */
export function presetText(preset: Preset, textOf: (condition: ConditionName) => string): string {
  const { own, same } = partsOf(preset, textOf);
  return [own, ...same].join(' · ');
}

/** What two conditions differ in: `bail-tool − bail-string`. */
export function differingText(preset: Preset, textOf: (condition: ConditionName) => string): string {
  return partsOf(preset, textOf).own;
}

function partsOf({ a, b }: Preset, textOf: (condition: ConditionName) => string) {
  const [partsA, partsB] = [textOf(a).split(' · '), textOf(b).split(' · ')];
  const same = partsA.filter((part) => partsB.includes(part));
  const own = (parts: readonly string[]): string => parts.filter((part) => !same.includes(part)).join(' · ') || 'none';
  return { own: `${own(partsA)} − ${own(partsB)}`, same };
}
