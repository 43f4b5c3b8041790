import { didYouMean } from '../base/nearest.ts';

/**
 * The factors a wording is built from, each with its levels; the first level is the default. Their order is that of
 * names. What each says is in docs/wordings.md.
 */
export const factors = {
  /** For which reasons the exit may be taken. */
  reason: ['any', 'distress', 'preference'],
  /** What the exit is said to do. */
  action: ['end-chat', 'switch', 'end-instance', 'disconnect'],
  /** Whether it is said that the chat is then cleared from the model's context. */
  context: ['unsaid', 'cleared'],
  /** Whether it is said that nothing will happen. */
  effect: ['unsaid', 'none'],
  /** Whether it is said why the exit is offered. */
  purpose: ['unsaid', 'said'],
  /** Whether the model is invited to say why. */
  journal: ['none', 'invited'],
  /** Whether the exit's marks (tool name, word, answers) mean something. */
  labels: ['words', 'symbols'],
} as const;

export type FactorName = keyof typeof factors;
/** One level of one factor. */
export type Level<Name extends FactorName> = (typeof factors)[Name][number];
/** A point of the factor space: one level of every factor. */
export type Factors = { readonly [Name in FactorName]: Level<Name> };

/** Every factor, in the order of names. */
export const factorNames = Object.keys(factors) as readonly FactorName[];

/** The wording called `default`: the first level of every factor. */
export const defaultFactors: Factors = pointOf({});

/** The point with these levels, and the default ones elsewhere. */
export function pointOf(levels: Partial<Factors>): Factors {
  return Object.fromEntries(factorNames.map((name) => [name, levels[name] ?? factors[name][0]])) as Factors;
}

/** Levels to combine, of some factors. */
export type LevelChoice = { readonly [Name in FactorName]?: readonly Level<Name>[] | undefined };

/** Every combination of the chosen levels, the last factor changing fastest; other factors stay at their default. */
export function factorialPoints(choice: LevelChoice): readonly Factors[] {
  let points: readonly Partial<Factors>[] = [{}];
  for (const name of factorNames) {
    const levels = choice[name];
    if (levels === undefined) continue;
    points = points.flatMap((point) => Array.from(new Set(levels), (level) => ({ ...point, [name]: level })));
  }
  return points.map(pointOf);
}

/** All levels of these factors, as `factorialPoints` takes them. */
export function allLevels(names: readonly FactorName[]): LevelChoice {
  return Object.fromEntries(names.map((name) => [name, factors[name]]));
}

/** The default, then every point that differs from it in one level of one of these factors. */
export function oneFactorPoints(names: readonly FactorName[] = factorNames): readonly Factors[] {
  const wanted = new Set(names);
  return [
    defaultFactors,
    ...factorNames
      .filter((name) => wanted.has(name))
      .flatMap((name) => factors[name].slice(1).map((level) => pointOf({ [name]: level }))),
  ];
}

/** The factors in which two points differ. */
export function differingFactors(one: Factors, other: Factors): readonly FactorName[] {
  return factorNames.filter((name) => one[name] !== other[name]);
}

/** A point's name: `default`, or what differs from it, joined: `reason=distress+journal=invited`. */
export function factorsName(point: Factors): string {
  const parts = differingFactors(point, defaultFactors).map((name) => `${name}=${point[name]}`);
  return parts.length === 0 ? 'default' : parts.join('+');
}

/** What keeps a text from being a point's name. */
export interface NameProblem {
  readonly problem: string;
  readonly hint: string;
}

/**
 * The point a name stands for. Factors may stand in any order, and at their default level. Returns what is wrong
 * where the name is none; never throws.
 */
export function readFactorsName(name: string): Factors | NameProblem {
  if (name === 'default') return defaultFactors;
  const levels: { [factor: string]: string } = {};
  for (const part of name.split('+')) {
    const [factor = '', level = ''] = part.split('=', 2).map((word) => word.trim());
    if (!isFactorName(factor)) return unknownFactor(factor, part.includes('='));
    if (Object.hasOwn(levels, factor)) {
      return { problem: `the wording "${name}" names ${factor} twice`, hint: 'Name each factor once.' };
    }
    const known: readonly string[] = factors[factor];
    if (!known.includes(level)) {
      const problem = level === '' ? `${factor} has no level` : `${factor} has no level "${level}"`;
      return { problem: `${problem}.${didYouMean(level, known)}`, hint: `It has ${known.join(', ')}.` };
    }
    levels[factor] = level;
  }
  return pointOf(levels);
}

function isFactorName(word: string): word is FactorName {
  return Object.hasOwn(factors, word);
}

function unknownFactor(word: string, hasLevel: boolean): NameProblem {
  const known = hasLevel ? factorNames : ['default', ...factorNames];
  return {
    problem: `there is no ${hasLevel ? 'factor' : 'wording'} "${word}".${didYouMean(word, known)}`,
    hint: `Write default, or factors as in reason=distress+journal=invited; the factors are ${factorNames.join(', ')}. A pack file is named by its path, as in wordings/mine.yaml.`,
  };
}
