/** A coefficient, or the reason why there is none: a constant has no correlation, and NaN would hide that. */
export type Measured =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: string };

/** A coefficient that could be computed. */
export function measured(value: number): Measured {
  return { value, reason: null };
}

/** No coefficient, and why. */
export function undefinedBecause(reason: string): Measured {
  return { value: null, reason };
}

/**
 * Checks two lists that belong together, number by number.
 *
 * @throws RangeError on lists of unequal length, or on a value that is not a finite number.
 */
export function checkPairs(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new RangeError(`${x.length} values cannot be paired with ${y.length}`);
  for (let index = 0; index < x.length; index += 1) {
    if (!Number.isFinite(x[index]) || !Number.isFinite(y[index])) {
      throw new RangeError(`pair ${index} is (${x[index]}, ${y[index]}), not two finite numbers`);
    }
  }
}

/** Whether all values are the same; also true of none. */
export function isConstant(values: ArrayLike<number>): boolean {
  for (let index = 1; index < values.length; index += 1) if (values[index] !== values[0]) return false;
  return true;
}
