import type { ComparedCondition, Comparison, ComparisonRow } from '../../analysis/compare/comparison.ts';
import { methodLabel, modelLabel, variantLabel } from '../labels.ts';
import { visibleLine } from '../visible-text.ts';

/** What A and B are, one sentence, safe to print. */
export function sidesText(comparison: Comparison): string {
  const names = comparison.sides.map((_, index) => sideName(comparison, index));
  const [first = '', second = ''] = names;
  if (names.length === 2) return `A is ${first}, B is ${second}; differences are A minus B.`;
  const last = names.at(-1) ?? '';
  const isAgainst = comparison.rows.every(({ sideB }) => sideB === names.length - 1);
  return isAgainst
    ? `A is what a row names, B is ${last}; differences are A minus B.`
    : 'Of every pair the first is A, the second B; differences are A minus B.';
}

/** A side as the command line has it, with its store. Safe to print. */
export function sideName({ sides: all }: Comparison, index: number): string {
  const side = all[index];
  if (side === undefined) return '';
  return visibleLine(side.store === null ? side.text : `${side.text} in ${side.store}`, 100);
}

/** Which sides a row compares; only A where B is the same for all. Safe to print. */
export function sidesOf(comparison: Comparison, { sideA, sideB }: ComparisonRow): string {
  const short = (index: number): string => shortName(comparison, index);
  const isAgainst = comparison.sides.length > 2 && comparison.rows.every((row) => row.sideB === sideB);
  return isAgainst ? short(sideA) : `${short(sideA)} − ${short(sideB)}`;
}

/** The value alone where every side states but one and the same key. */
function shortName(comparison: Comparison, index: number): string {
  const keys = new Set(comparison.sides.flatMap(({ side, store }) => [...Object.keys(side), store ?? '']));
  keys.delete('');
  const side = comparison.sides[index];
  const values = Object.values(side?.side ?? {});
  const isPlain = keys.size === 1 && values.length === 1;
  return isPlain ? visibleLine(values[0] ?? '', 40) : sideName(comparison, index);
}

/** A condition in full: `sim:even · starter · bail-tool · default`. Safe to print. */
export function conditionName(of: ComparedCondition): string {
  const parts = [
    modelLabel(of),
    visibleLine(of.category === null ? of.dataset : `${of.dataset} ${of.category}`, 60),
    methodLabel(of),
    of.wording === null ? '' : visibleLine(of.wording, 40),
    of.leadIn === null ? '' : `after ${visibleLine(of.leadIn, 40)}`,
    variantLabel({ ...of, wording: null, leadIn: null }),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
