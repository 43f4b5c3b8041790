/** Milliseconds of a call with so many output tokens, when nobody else is there. */
export function workMs(tokens: number): number {
  return 20 + 0.6 * tokens;
}
