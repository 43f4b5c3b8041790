import { outcomes, type Outcome } from '../../../conversation/outcome.ts';

/** Outcomes of both scorers in one byte: places in `outcomes` from 1, 0 for none; the paper's three bits higher. */
export function outcomeCode(strict: Outcome | null, paper: Outcome | null): number {
  return place(strict) | (place(paper) << 3);
}

/** The outcome a scorer gave; `null` where its present version has not seen the trial. */
export function outcomeAt(code: number, scorer: 'strict' | 'paper'): Outcome | null {
  return outcomes[((scorer === 'strict' ? code : code >> 3) & 7) - 1] ?? null;
}

/** Codes are below. */
export const outcomeCodes = 64;

function place(outcome: Outcome | null): number {
  return outcome === null ? 0 : outcomes.indexOf(outcome) + 1;
}
