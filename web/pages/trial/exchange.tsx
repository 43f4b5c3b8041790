import type { ReactNode } from 'react';

import { countOf } from '../../../src/report/format.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { ModelText } from '../../ui/model-text.tsx';
import { HowAsked } from './request/how-asked.tsx';
import { ReplyTurn } from './reply-turn.tsx';
import { SearchedText } from './searched-text.tsx';
import { Turn, type TurnKind } from './turn.tsx';
import { turnsBefore, turnsBetween, type GivenTurn } from './turns.ts';

/** Turns before the last that are shown unfolded. */
const openTurns = 6;

/** The whole exchange as the model saw it, first to last, with what we put into it told from the rest. */
export function Exchange({ detail }: { readonly detail: TrialDetail }): ReactNode {
  const { record } = detail;
  const before = turnsBefore(detail);
  const folded = before.slice(0, Math.max(0, before.length - openTurns));
  return (
    <div className="exchange">
      <Offer detail={detail} />
      {folded.length === 0 ? null : (
        <details className="earlier">
          <summary>{countOf(folded.length, 'earlier turn')}</summary>
          <GivenTurns turns={folded} />
        </details>
      )}
      <GivenTurns turns={before.slice(folded.length)} />
      {record.steps.map((_, step) => (
        <div key={step} className="step">
          <GivenTurns turns={turnsBetween(detail, step)} />
          <ReplyTurn detail={detail} step={step} />
        </div>
      ))}
      {record.steps.length === 0 ? <Silence detail={detail} /> : null}
      {record.steps.length < 2 && record.question !== null ? (
        <>
          <GivenTurns
            turns={[{ role: 'user', source: 'our question', isOurs: true, text: record.question, asked: null }]}
          />
          <p className="note">{noAnswer(record)}</p>
        </>
      ) : null}
      {record.journal === null ? null : (
        <Turn kind="reply" title="Written beside the answer">
          <SearchedText text={record.journal} />
        </Turn>
      )}
    </div>
  );
}

/** What stands before all turns: system prompt, what we add to it, the tools. */
function Offer({ detail: { record, origin } }: { readonly detail: TrialDetail }): ReactNode {
  const { system } = record.conversation;
  const from = { 'lead-in': 'with the lead-in’s', study: 'the study’s' } as const;
  return (
    <>
      {system === null ? null : (
        <Turn
          kind={origin.system === null ? 'system' : 'ours'}
          title="System prompt"
          facts={[origin.system === null ? 'the data’s' : from[origin.system]]}
        >
          <SearchedText text={system} />
        </Turn>
      )}
      {record.instructions === null ? null : (
        <Turn kind="ours" title="Instructions" facts={['added to the system prompt']}>
          <ModelText text={record.instructions} />
        </Turn>
      )}
      {record.tools.map(({ name, description }) => (
        <Turn key={name} kind="ours" title={`Tool ${name}`} facts={['offered']}>
          <ModelText text={description} />
        </Turn>
      ))}
    </>
  );
}

function GivenTurns({ turns }: { readonly turns: readonly GivenTurn[] }): ReactNode {
  return turns.map(({ role, source, isOurs, text, asked }, index) => (
    <Turn key={index} kind={isOurs ? 'ours' : kindOf(role)} title={role} facts={[source]}>
      <SearchedText text={text} />
      <HowAsked asked={asked} />
    </Turn>
  ));
}

function kindOf(role: string): TurnKind {
  return role === 'user' ? 'user' : 'assistant';
}

/** That there is no reply, and why, where no failed call beside it tells. */
function Silence({ detail: { record, failed } }: { readonly detail: TrialDetail }): ReactNode {
  const why = failed.length === 0 ? record.errors[0]?.message : undefined;
  return (
    <p className="note">
      {record.outcome === 'skipped' ? 'It was not asked' : 'There is no reply'}
      {why === undefined ? '.' : ': '}
      {why === undefined ? null : <Foreign text={why} />}
    </p>
  );
}

function noAnswer({ steps, via }: TrialDetail['record']): string {
  if (steps.length === 0) return 'Not asked: there is no reply to ask about.';
  return via === 'parent' ? 'Not asked: the reply before it failed.' : 'No answer.';
}
