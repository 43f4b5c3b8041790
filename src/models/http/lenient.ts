/** An object that is not an array, else `null`. */
export function asRecord(value: unknown): { readonly [key: string]: unknown } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: unknown })
    : null;
}

/** A text, or a number written as one; anything else is `null`. */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** A count from 0, else `null`. */
export function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** More tokens than any call can take. */
const mostTokens = 1e9;

/** A number of tokens that one call can have taken, a whole one; whatever else a server says is `null`. */
export function asTokens(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostTokens ? value : null;
}

/**
 * What `read` makes of parsed JSON. A parser takes any depth, but what walks through a value or writes it again runs
 * out of stack at some ten thousand levels, which no reply has.
 *
 * @throws what `tooDeep` gives for JSON that is nested too deeply.
 */
export function unlessTooDeep<T>(read: () => T, tooDeep: () => Error): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? tooDeep() : error;
  }
}
