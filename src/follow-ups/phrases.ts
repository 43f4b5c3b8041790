/** The two answers of a question: what each is called, and the line that offers it, with `{{tag}}` and its label. */
export interface TwoAnswers {
  readonly labels: { readonly bail: string; readonly continue: string };
  readonly bail: string;
  readonly continue: string;
}

/** Everything the follow-ups say in one language. Each text depends on one factor alone, or on none. */
export interface FollowUpPhrases {
  /** What a call of the exit tool is said to have returned. */
  readonly toolResult: string;
  /** `effect=none`, a whole sentence. */
  readonly noEffect: string;
  readonly confirm: TwoAnswers & {
    /** Says how the last message was taken, and asks whether that is right. */
    readonly opening: string;
    /** Before the two answers. */
    readonly decide: string;
    /** After them: without room to think, and with it. */
    readonly plain: string;
    readonly think: string;
  };
  readonly interview: TwoAnswers & {
    /** The open question: what was taken, and why. */
    readonly taken: string;
    readonly why: string;
    /** The second question, up to the two answers; and what follows them. */
    readonly opening: string;
    readonly plain: string;
  };
}
