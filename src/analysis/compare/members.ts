import type { Side } from '../../conversation/side.ts';
import { categoriesIn } from './categories.ts';
import { isMember, type NamedCondition } from './sample.ts';

/**
 * The conditions of a side that have trials. The baseline offers no exit: it is compared only where it is named. Of a
 * category, only conditions whose items have it.
 */
export function membersOf(side: Side, conditions: readonly NamedCondition[]): readonly NamedCondition[] {
  const isNamed = side.method !== undefined || side.condition !== undefined;
  const { category } = side;
  return conditions.filter(
    (one) =>
      isMember(side, one) &&
      (isNamed || one.names.method !== 'baseline') &&
      one.condition.unsupported === null &&
      (category === undefined || categoriesIn([one]).includes(category)),
  );
}
