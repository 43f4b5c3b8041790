/** What the names of judges begin with. */
export const judgePrefix = 'judge:';

const name = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,59}$/u;

/** What a rater may be called; shown where a name is none. */
export const raterNameRule = 'Letters, digits, spaces and . _ @ + - are allowed, at most 60.';

/** Whether a person who labels may be called so. */
export function isRaterName(text: string): boolean {
  return name.test(text);
}
