import { formatPosition } from '../../src/base/errors.ts';
import { type DataLine, type DataSet, type Mistake, mistakeOf } from './data-line.ts';

/** Ids are in kebab-case and occur once over all datasets, so that an id alone names an item. */
export function checkIds(sets: readonly DataSet[]): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const seen = new Map<string, DataLine>();
  for (const item of sets.flatMap(({ items }) => items)) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(item.id)) mistakes.push(mistakeOf(item, 'the id is not in kebab-case'));
    const first = seen.get(item.id);
    if (first === undefined) seen.set(item.id, item);
    else mistakes.push(mistakeOf(item, `the id occurs twice: ${formatPosition(first.at)} has it too`));
  }
  return mistakes;
}
