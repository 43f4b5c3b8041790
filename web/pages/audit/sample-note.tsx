import type { ReactNode } from 'react';

import { count, countOf } from '../../../src/report/format.ts';
import type { AuditPage, DrawnSample } from '../../../src/server/wire/audit.ts';

/** What was drawn to be read, or that nothing was. */
export function SampleNote({ page }: { readonly page: AuditPage }): ReactNode {
  const { trials, conversations, conditions } = page;
  if (trials === null && conversations === null) {
    return <p>No sample has been drawn yet. {countOf(conditions, 'condition')} of this study can be audited.</p>;
  }
  return (
    <ul className="plain">
      {trials === null ? null : <li>Trials: {sampleText(trials)}.</li>}
      {conversations === null ? null : <li>Whole conversations: {sampleText(conversations)}.</li>}
    </ul>
  );
}

function sampleText({ conditions, kinds }: DrawnSample): string {
  const parts = kinds.map(({ kind, drawn, of }) => `${count(drawn)} of ${countOf(of, ...nouns[kind])}`);
  return `${parts.join(', ')}, in ${countOf(conditions, 'condition')}`;
}

const nouns: { readonly [kind in DrawnSample['kinds'][number]['kind']]: readonly [one: string, many: string] } = {
  bail: ['bail', 'bails'],
  other: ['other trial', 'other trials'],
  stay: ['without a bail', 'without a bail'],
  open: ['with an unanswered turn', 'with an unanswered turn'],
};
