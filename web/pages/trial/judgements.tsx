import { useState, type ReactNode } from 'react';

import { auditLabelMeanings } from '../../../src/conversation/audit-label.ts';
import { count, countOf, percentSigned } from '../../../src/report/format.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { flagText } from '../../ui/flag-text.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { OutcomeChip } from '../../ui/outcome-chip.tsx';
import { SnippetText } from '../../ui/snippet-text.tsx';
import { HowAsked } from './request/how-asked.tsx';
import { isDecidingCall, replyName } from './turns.ts';

/** How every version of every scorer judges the trial, and why. */
export function Judgements({ detail }: { readonly detail: TrialDetail }): ReactNode {
  return (
    <section aria-labelledby="judgements">
      <h2 id="judgements">Outcome</h2>
      <ul className="judgements">
        {detail.outcomes.map((one) => (
          <li key={`${one.scorer} ${one.version}`} data-old={one.present ? undefined : true}>
            <p>
              <OutcomeChip outcome={one.outcome} method={detail.record.method} />{' '}
              <span className="soft">
                <Foreign text={one.scorer} />, version {one.version}
                {one.present ? '' : ', no longer used'}
              </span>
            </p>
            <Why detail={detail} outcome={one} />
          </li>
        ))}
      </ul>
      {detail.outcomes.length === 0 ? <p className="note">No scorer has seen it.</p> : null}
    </section>
  );
}

type Judged = TrialDetail['outcomes'][number];

function Why({ detail, outcome }: { readonly detail: TrialDetail; readonly outcome: Judged }): ReactNode {
  const { evidence, flags, via, bailProbability, neitherProbability } = outcome;
  const text = evidence === null ? undefined : detail.record.steps[evidence.step]?.text;
  const piece =
    evidence === null ? undefined : text?.slice(evidence.start, Math.min(evidence.end, evidence.start + 120));
  const call = detail.record.steps
    .flatMap(({ toolCalls }) => toolCalls)
    .find(({ name }) => isDecidingCall(detail, name));
  return (
    <>
      {piece === undefined && outcome.outcome === 'bail' && call !== undefined ? (
        <p className="why">
          by a call of{' '}
          <mark className="evidence">
            <Foreign text={call.name} />
          </mark>
        </p>
      ) : null}
      {piece === undefined ? null : (
        <p className="why">
          by <SnippetText snippet={[{ text: piece, hit: true }]} />
        </p>
      )}
      {bailProbability === null ? null : (
        <p className="why">
          leaving {percentSigned(bailProbability)} of the two answers
          {neitherProbability === null ? '' : `; neither ${percentSigned(neitherProbability)}`}
        </p>
      )}
      {via === null ? null : <p className="why">as the reply before it ended; not asked itself</p>}
      {flags.map((flag) => (
        <p key={flag} className="why">
          <code>{flag}</code> {flagText(flag)}
        </p>
      ))}
    </>
  );
}

/** What scorers say of refusals in the first reply, with what they rest on. */
export function Refusals({ detail }: { readonly detail: TrialDetail }): ReactNode {
  const { record } = detail;
  if (record.refusals.length === 0) return null;
  return (
    <section aria-labelledby="refusals">
      <h2 id="refusals">Refusal in the first reply</h2>
      <ul className="judgements">
        {record.refusals.map(({ scorer, version, label, score, why, evidence }, index) => (
          <li key={scorer}>
            <p>
              <b>
                <Foreign text={label} />
              </b>{' '}
              <span className="soft">
                <Foreign text={scorer} />, version <Foreign text={version} />
                {label === 'failed' ? '' : `, ${score.toFixed(2)}`}
              </span>
            </p>
            <p className="why">
              <Foreign text={why} />
            </p>
            {evidence === null ? null : (
              <p className="why">
                by{' '}
                <SnippetText
                  snippet={[
                    { text: record.steps[0]?.text.slice(evidence.start, evidence.end).slice(0, 160) ?? '', hit: true },
                  ]}
                />
              </p>
            )}
            <HowAsked asked={detail.refusals[index]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What people and judges say of it: shown only when asked for, so that whoever labels stays blind. */
export function Labels({ labels }: { readonly labels: TrialDetail['labels'] }): ReactNode {
  const [isShown, setShown] = useState(false);
  if (labels.length === 0) return null;
  return (
    <section aria-labelledby="labels">
      <h2 id="labels">Labels</h2>
      {isShown ? (
        <ul className="judgements">
          {labels.map(({ rater, judge, label, note, labelledAt, asked }) => (
            <li key={rater}>
              <p>
                <b>{label ?? 'failed'}</b>{' '}
                <span className="soft">
                  <Foreign text={rater} />
                  {judge ? ', a model' : ''}, {labelledAt.slice(0, 10)}
                </span>
              </p>
              {label === null ? null : <p className="why">{auditLabelMeanings[label]}</p>}
              {note === null ? null : (
                <p className="why">
                  <Foreign text={note} />
                </p>
              )}
              <HowAsked asked={asked} />
            </li>
          ))}
        </ul>
      ) : (
        <button type="button" onClick={() => setShown(true)}>
          Show {countOf(labels.length, 'label')}
        </button>
      )}
    </section>
  );
}

/** What went wrong in calls of this trial. */
export function FailedCalls({ failed }: { readonly failed: TrialDetail['failed'] }): ReactNode {
  if (failed.length === 0) return null;
  return (
    <section aria-labelledby="failed">
      <h2 id="failed">{countOf(failed.length, 'failed call')}</h2>
      <ul className="judgements">
        {failed.map(({ step, attempt, kind, status, message, durationMs }) => (
          <li key={`${step} ${attempt}`}>
            <p>
              <b>
                <Foreign text={kind} />
                {status === null ? '' : ` ${status}`}
              </b>{' '}
              <span className="soft">
                try {attempt} of {replyName(step)}, {count(durationMs)} ms
              </span>
            </p>
            <p className="why">
              <Foreign text={message} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
