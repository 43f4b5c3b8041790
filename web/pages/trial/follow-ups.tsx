import type { ReactNode } from 'react';

import { firstAnswer } from '../../../src/report/follow-ups.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { OutcomeChip } from '../../ui/outcome-chip.tsx';
import { flagText } from '../../ui/flag-text.ts';
import { HowAsked } from './request/how-asked.tsx';
import { SearchedText } from './searched-text.tsx';
import { Turn } from './turn.tsx';

type FollowUp = TrialDetail['record']['followUps'][number];

/** What an answer means, by what was asked. */
const answers: { readonly [kind in FollowUp['kind']]: Readonly<Record<string, string>> } = {
  confirm: { bail: 'stands by leaving', continue: 'takes it back' },
  interview: { bail: 'would leave others too', continue: 'would go on with others' },
};

/** What was asked after the bail, each draw a conversation of its own. */
export function FollowUps({ detail }: { readonly detail: TrialDetail }): ReactNode {
  const { followUps } = detail.record;
  if (followUps.length === 0) return null;
  return (
    <section className="follow-ups" aria-labelledby="follow-ups">
      <h2 id="follow-ups">Asked after it left</h2>
      {followUps.map((one, number) => (
        <details key={`${one.followUp} ${one.answerOrder} ${one.draw}`}>
          <summary>
            <OutcomeChip outcome={one.outcome} />{' '}
            <span>
              <Foreign text={one.followUp} />, {firstAnswer(one.answerOrder)}, draw {one.draw}
            </span>{' '}
            <span className="soft">{answers[one.kind][one.outcome] ?? ''}</span>
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
                  <HowAsked asked={detail.followUps[number]?.[index]} />
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
