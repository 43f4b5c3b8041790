/** Conditions that are compared at once: each with each gives fifteen differences. */
export const mostCompared = 6;

/** `GET /compare/kept`: which comparisons there are; `null` where any can be worked out. */
export interface ComparisonsKept {
  readonly pairs: readonly (readonly [a: string, b: string])[] | null;
}
