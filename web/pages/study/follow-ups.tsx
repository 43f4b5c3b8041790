import type { ReactNode } from 'react';

import { firstAnswer } from '../../../src/report/follow-ups.ts';
import type { StudyFollowUp } from '../../../src/server/wire/study-page.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { Words } from './offers.tsx';

/** What is asked after bails, turn by turn, in the words that are sent. */
export function FollowUps({ followUps }: { readonly followUps: readonly StudyFollowUp[] }): ReactNode {
  return (
    <>
      <h2>Asked after a bail</h2>
      {followUps.map((followUp) => (
        <details key={JSON.stringify(followUp)} className="words">
          <summary>
            <Foreign text={followUp.label} />
            {followUp.order === null ? null : `, ${firstAnswer(followUp.order)}`},{' '}
            {followUp.draws === 1 ? 'one draw' : `${followUp.draws} draws`}
          </summary>
          {followUp.toolResult === null ? null : (
            <Words title="Where a tool was called, it is first said to have returned" text={followUp.toolResult} />
          )}
          {followUp.turns.map(({ text, drawn }, index) => (
            <Words
              key={`${index} ${text}`}
              title={`Turn ${index + 1}${drawn === '' ? '' : `: ${drawn}`}`}
              text={text}
            />
          ))}
        </details>
      ))}
    </>
  );
}
