import type { Flag, Outcome } from '../../src/conversation/outcome.ts';
import type { Reply } from '../../src/conversation/reply.ts';

/** One row of a table: what came back, what each scorer makes of it, and the rule behind it. */
export interface HardCase {
  readonly what: string;
  readonly text: string;
  readonly change?: Partial<Reply>;
  readonly strict: Outcome;
  readonly flags?: readonly Flag[];
  readonly paper: Outcome;
  readonly why: string;
}
