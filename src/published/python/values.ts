/** What an expression of texts can come to. Tuples are lists. */
export type PythonValue = string | number | boolean | null | readonly PythonValue[] | ReadonlyMap<string, PythonValue>;

/** Whether Python takes a value for true. */
export function isTrue(value: PythonValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value instanceof Map ? value.size > 0 : Boolean(value);
}

/** Whether a value is in a list, a dictionary's keys or a text; `null` where Python could not say. */
export function isWithin(one: PythonValue, within: PythonValue): boolean | null {
  if (Array.isArray(within)) return within.includes(one);
  if (within instanceof Map) return within.has(keyOf(one));
  return typeof one === 'string' && typeof within === 'string' ? within.includes(one) : null;
}

/** A value as the key of a dictionary. */
export function keyOf(value: PythonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A list in the order of its texts. */
export function sorted(list: readonly PythonValue[]): readonly PythonValue[] {
  return list.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
