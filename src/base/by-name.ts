/** Entries in the order of their names, by UTF-16 code units: the same on every machine. */
export function byName<Value>(entries: Iterable<readonly [string, Value]>): readonly (readonly [string, Value])[] {
  return [...entries].sort(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0));
}
