/** What the server tells open pages without being asked, as an event `state`. */
export interface LiveState {
  /**
   * Rises with every change of what is stored (outcomes, labels, plans, scores), and of what is made of it. Pages read
   * anew what they show.
   */
  readonly version: number;
  /** Whether a run is on. */
  readonly running: boolean;
  /** What the server is busy with that a page may wait for; `null` when with nothing. Fractions are 0 to 1. */
  readonly busy: { readonly what: string; readonly done: number | null } | null;
  /** Why the store cannot be read: it was deleted or replaced, or is locked; `null` as long as all is well. */
  readonly problem: string | null;
  /** What can be done about it. */
  readonly hint: string | null;
}
