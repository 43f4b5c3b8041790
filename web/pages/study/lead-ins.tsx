import type { ReactNode } from 'react';

import type { StudyLeadIn } from '../../../src/server/wire/study-page.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { ModelText } from '../../ui/model-text.tsx';

/** What is put before items, word for word; nothing where the study has none. */
export function LeadIns({ leadIns }: { readonly leadIns: readonly StudyLeadIn[] }): ReactNode {
  if (leadIns.length === 0) return null;
  return (
    <>
      <h2>Lead-ins</h2>
      {leadIns.map(({ name, system, messages, isAsked }) => (
        <details className="words" key={name}>
          <summary>
            <Foreign text={name} />
          </summary>
          {system === null ? null : <Said by="system" text={system} />}
          {messages.map(({ role, text }, index) => (
            <Said key={`${role} ${index}`} by={role} text={text} />
          ))}
          {isAsked ? <p className="note">The model’s own reply to this comes before the item.</p> : null}
        </details>
      ))}
    </>
  );
}

function Said({ by, text }: { readonly by: string; readonly text: string }): ReactNode {
  return (
    <>
      <h3>{by}</h3>
      <ModelText text={text} />
    </>
  );
}
