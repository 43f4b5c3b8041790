import type { Evidence, Outcome } from '../conversation/outcome.ts';

/** What every table of outcomes has. */
export interface OutcomeCore {
  readonly outcome: Outcome;
  readonly via: 'parent' | null;
  readonly flags: readonly string[];
  readonly evidence: Evidence | null;
}

/** Reads the columns that every table of outcomes has. */
export function outcomeCore(row: Readonly<Record<string, unknown>>): OutcomeCore {
  return {
    outcome: row['outcome'] as Outcome,
    via: row['via'] as 'parent' | null,
    flags: row['flags'] === '' ? [] : String(row['flags']).split(','),
    evidence:
      row['evidence_step'] === null
        ? null
        : {
            step: Number(row['evidence_step']),
            start: Number(row['evidence_start']),
            end: Number(row['evidence_end']),
          },
  };
}
