/** What an answer of the API holds in place of data, with a status of 400 or above. */
export interface Problem {
  readonly problem: {
    /** One line: what was wrong. */
    readonly message: string;
    /** What to do about it; `null` where there is nothing. */
    readonly hint: string | null;
  };
}
