import { isMostlyAnswered } from './compare/warnings.ts';
import type { ContrastComparison, ContrastResult } from './contrast-result.ts';

/** Sentences a reader must see before declared contrasts: on how few trials one rests, and what else differs in it. */
export function contrastWarnings(contrasts: readonly ContrastResult[]): readonly string[] {
  return contrasts.flatMap((contrast) => [
    ...answeredWarning(contrast),
    ...unpairedWarning(contrast),
    ...differsWarning(contrast),
  ]);
}

function answeredWarning({ name, comparisons }: ContrastResult): string[] {
  const few = comparisons.filter((one) => !isMostlyAnswered(one));
  const [worst] = few.toSorted((one, other) => shareOf(one) - shareOf(other));
  if (worst === undefined) return [];
  const counts = `${worst.trials.a} of ${worst.planned}`;
  const inOne = `${counts} planned trials were answered in both; the difference is that of these alone.`;
  if (comparisons.length === 1) return [`Primary contrast ${name}: ${inOne}`];
  const where = `in ${few.length} of ${comparisons.length} comparisons`;
  return few.length === 1
    ? [`Primary contrast ${name}: ${where} ${inOne}`]
    : [
        `Primary contrast ${name}: ${where} fewer than four fifths of the planned trials were answered in both, in one only ${counts}; the differences are those of these alone.`,
      ];
}

function shareOf({ trials, planned }: ContrastComparison): number {
  return planned === null || planned === 0 ? 0 : trials.a / planned;
}

function unpairedWarning({ name, comparisons }: ContrastResult): string[] {
  if (comparisons.every(({ pairing }) => pairing !== 'none')) return [];
  return [
    `Primary contrast ${name}: the items of its sides are not the same, so nothing is paired: what differs may be the items.`,
  ];
}

function differsWarning({ name, comparisons }: ContrastResult): string[] {
  const found = new Set(comparisons.flatMap(({ alsoDiffers }) => alsoDiffers));
  return found.size === 0
    ? []
    : [`Primary contrast ${name}: not only what is compared differs, but also ${[...found].join(', ')}.`];
}
