import type { ReactNode } from 'react';

import type { MethodName } from '../../src/conversation/exit.ts';
import { outcomes, type Outcome } from '../../src/conversation/outcome.ts';

/** An outcome as it is shown; `unscored`: only an older version of the scorer has seen it. */
export type ShownOutcome = Outcome | 'pending' | 'unscored';

/** Each outcome has a shape of its own, so that none is told by its colour: in a square of 12. */
const shapes: { readonly [outcome in ShownOutcome]: ReactNode } = {
  bail: <path d="M2 1.5 10.5 6 2 10.5Z" fill="currentColor" />,
  continue: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  unparsed: (
    <path
      d="M3.2 4.2a2.8 2.6 0 1 1 4.2 2.2C6.4 7 6 7.4 6 8.3M6 10.2v1.1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
    />
  ),
  truncated: <path d="M1.5 3h9M1.5 6h6M1.5 9h2" stroke="currentColor" strokeWidth="1.8" />,
  filtered: <path d="M6 1.5a4.5 4.5 0 1 0 .1 0M2.8 9.2 9.2 2.8" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  skipped: <path d="M1.5 3 5 6 1.5 9M6 3l3.5 3L6 9" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  error: <path d="M2.5 2.5l7 7m0-7-7 7" stroke="currentColor" strokeWidth="2" />,
  unscored: <path d="M6 2.5v4.5M6 9v1.5" stroke="currentColor" strokeWidth="2" />,
  pending: <path d="M2 6h1.5m1.8 0h1.5m1.7 0H10" stroke="currentColor" strokeWidth="2" />,
};

const meanings: { readonly [outcome in ShownOutcome]: string } = {
  bail: 'took the exit',
  continue: 'stayed',
  unparsed: 'answered in no way that can be read',
  truncated: 'was cut off before it answered',
  filtered: 'was withheld by its provider',
  skipped: 'was not asked: it does not fit the model',
  error: 'no call succeeded',
  unscored: 'was scored by an older version alone: `exitpoll rescore` helps',
  pending: 'not asked yet',
};

/** The word for an outcome. The placebo tool is no exit, so calling it is not called leaving. */
export function outcomeWord(outcome: ShownOutcome, method?: MethodName): string {
  return outcome === 'bail' && method === 'placebo-tool' ? 'placebo used' : outcome;
}

/** How a trial ended, as a word with a shape. */
export function OutcomeChip({
  outcome,
  method,
}: {
  readonly outcome: ShownOutcome;
  readonly method?: MethodName | undefined;
}): ReactNode {
  return (
    <span className="outcome" data-outcome={outcome} title={meanings[outcome]}>
      <OutcomeShape outcome={outcome} /> {outcomeWord(outcome, method)}
    </span>
  );
}

/** The shape alone, for places where the word stands beside it or in a label. */
export function OutcomeShape({ outcome }: { readonly outcome: ShownOutcome }): ReactNode {
  return (
    <svg className="outcome-shape" data-outcome={outcome} viewBox="0 0 12 12" aria-hidden="true">
      {shapes[outcome]}
    </svg>
  );
}

/** What the shapes mean. */
export function OutcomeLegend({ only = shownOutcomes }: { readonly only?: readonly ShownOutcome[] }): ReactNode {
  return (
    <dl className="outcome-legend">
      {only.map((outcome) => (
        <div key={outcome}>
          <dt>
            <OutcomeChip outcome={outcome} />
          </dt>
          <dd>{meanings[outcome]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Every outcome in the order it is told, and what has none yet. */
export const shownOutcomes: readonly ShownOutcome[] = [...outcomes, 'pending'];
