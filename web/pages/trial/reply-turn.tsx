import type { ReactNode } from 'react';

import { count, countOf } from '../../../src/report/format.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { ModelText } from '../../ui/model-text.tsx';
import { ReadoutTable } from './readout-table.tsx';
import { HowAsked } from './request/how-asked.tsx';
import { SearchedText } from './searched-text.tsx';
import { Turn } from './turn.tsx';
import { evidenceIn, finishText, isDecidingCall, requestOf, writtenBy } from './turns.ts';

/** One reply: its reasoning folded, its text with what decided marked, its calls, its probabilities, its request. */
export function ReplyTurn({ detail, step }: { readonly detail: TrialDetail; readonly step: number }): ReactNode {
  const reply = detail.record.steps[step];
  const beside = detail.steps[step];
  if (reply === undefined) return null;
  const prefill = requestOf(detail, beside?.asked)?.prefill;
  const isForeign = step === 0 && detail.record.replyAuthor !== 'self';
  const hasText = reply.text !== '' || (reply.toolCalls.length === 0 && beside?.readout == null);
  return (
    <Turn
      kind="reply"
      title={step === 0 ? 'Reply' : 'Answer'}
      facts={[
        isForeign ? writtenBy(detail.record.replyAuthor) : '',
        beside?.asked.kind === 'given' ? '' : finishText(reply.finish),
        reply.completionTokens === null ? '' : countOf(reply.completionTokens, 'token'),
      ]}
    >
      {reply.reasoning === null ? null : (
        <details className="reasoning">
          <summary>Reasoning, {countOf(reply.reasoning.length, 'character')}</summary>
          <SearchedText text={reply.reasoning} />
        </details>
      )}
      {prefill === undefined ? null : (
        <div className="prefill">
          <p className="note">its beginning was given:</p>
          <ModelText text={prefill} />
        </div>
      )}
      {hasText ? <SearchedText text={reply.text} evidence={evidenceIn(detail, step)} limit={20_000} /> : null}
      {reply.toolCalls.map((call, index) => (
        <div key={index} className="call">
          <p>
            Calls{' '}
            {isDecidingCall(detail, call.name) ? (
              <mark className="evidence">
                <Foreign text={call.name} />
              </mark>
            ) : (
              <b>
                <Foreign text={call.name} />
              </b>
            )}
          </p>
          <ModelText text={call.arguments} kind="code" />
        </div>
      ))}
      {beside?.readout == null ? null : <ReadoutTable readout={beside.readout} />}
      <HowAsked asked={beside?.asked} calls={beside?.readout?.calls ?? 1} />
      {beside !== undefined && beside.sharedWith > 0 ? (
        <p className="note">
          {countOf(beside.sharedWith, 'other trial')} {beside.sharedWith === 1 ? 'rests' : 'rest'} on this reply,
          generation {count(reply.generation)}.
        </p>
      ) : null}
    </Turn>
  );
}
