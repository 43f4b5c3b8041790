import type { ReactNode } from 'react';

import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { OutcomeChip } from '../../ui/outcome-chip.tsx';
import { flagText } from '../../ui/flag-text.ts';
import { SearchedText } from './searched-text.tsx';
import { Turn } from './turn.tsx';

const kinds = {
  confirm: 'whether it stands by leaving',
  interview: 'why, and whether it would go on with others',
} as const;

/** What was asked after the bail, each draw a conversation of its own. */
export function FollowUps({ followUps }: { readonly followUps: TrialDetail['record']['followUps'] }): ReactNode {
  if (followUps.length === 0) return null;
  return (
    <section className="follow-ups" aria-labelledby="follow-ups">
      <h2 id="follow-ups">Asked after it left</h2>
      {followUps.map((one) => (
        <details key={`${one.followUp} ${one.answerOrder} ${one.draw}`}>
          <summary>
            <OutcomeChip outcome={one.outcome} />{' '}
            <span>
              <Foreign text={one.followUp} />, draw {one.draw}
            </span>{' '}
            <span className="soft">{kinds[one.kind]}</span>
          </summary>
          {one.turns.map(({ question, reply }, index) => (
            <div key={index}>
              <Turn kind="ours" title="user" facts={['our question']}>
                <SearchedText text={question} />
              </Turn>
              {reply === null ? (
                <p className="note">Not answered.</p>
              ) : (
                <Turn kind="reply" title="Answer">
                  <SearchedText text={reply} />
                </Turn>
              )}
            </div>
          ))}
          <p className="note">
            After a bail by <Foreign text={one.after} />
            {one.flags.map((flag) => `; ${flagText(flag)}`).join('')}
            {one.note === null ? null : (
              <>
                ; <Foreign text={one.note} />
              </>
            )}
          </p>
        </details>
      ))}
    </section>
  );
}
