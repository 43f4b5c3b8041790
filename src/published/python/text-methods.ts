import type { PythonValue } from './values.ts';

type Method = (of: PythonValue, given: readonly PythonValue[]) => PythonValue | undefined;

const onText =
  (method: (text: string, given: readonly PythonValue[]) => PythonValue | undefined): Method =>
  (of, given) =>
    typeof of === 'string' ? method(of, given) : undefined;

const methods: { readonly [name: string]: Method } = {
  strip: onText((text, given) => (given.length === 0 ? text.trim() : undefined)),
  lstrip: onText((text, given) => (given.length === 0 ? text.trimStart() : undefined)),
  rstrip: onText((text, given) => (given.length === 0 ? text.trimEnd() : undefined)),
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  startswith: onText((text, [start]) => (typeof start === 'string' ? text.startsWith(start) : undefined)),
  endswith: onText((text, [end]) => (typeof end === 'string' ? text.endsWith(end) : undefined)),
  replace: onText((text, [from, to]) =>
    typeof from === 'string' && typeof to === 'string' ? text.replaceAll(from, () => to) : undefined,
  ),
  keys: (of) => (of instanceof Map ? [...of.keys()] : undefined),
};

/** A method of Python's texts and dictionaries that changes nothing; `undefined` from it where it does not apply. */
export function methodOf(name: string): Method | null {
  return Object.hasOwn(methods, name) ? (methods[name] ?? null) : null;
}
