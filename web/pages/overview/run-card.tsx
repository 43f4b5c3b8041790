import type { ReactNode } from 'react';

import { dollars, duration, grouped, rateText, tokensText } from '../../../src/base/figures.ts';
import type { ShownRun } from '../../../src/server/wire/runs.ts';
import type { ErrorTally, RunTallies, SpentTally } from '../../../src/store/runs.ts';
import { useShown } from '../../study.ts';
import { Facts } from '../../ui/facts.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SnippetText } from '../../ui/snippet-text.tsx';
import { ModelsAtWork } from './models-at-work.tsx';

/** A run that is on: how far it is, how fast, what it takes, and what goes wrong. */
export function RunCard({ run }: { readonly run: ShownRun }): ReactNode {
  const { info } = useShown();
  const { tallies, study, id, startedAt } = run;
  return (
    <section className="run-card" aria-labelledby={`run-${id}`}>
      <h2 id={`run-${id}`}>
        Run {id} of <Foreign text={study} /> {info.folder === null ? 'is on' : 'was on when this was written'}
      </h2>
      {tallies === null ? (
        <p>It has just begun, and has no figures yet.</p>
      ) : (
        <RunFigures run={run} tallies={tallies} />
      )}
      <p className="note">
        Since <Moment iso={startedAt} />. Ctrl-C where it runs stops it after the calls in flight; the same command goes
        on.
      </p>
    </section>
  );
}

function RunFigures({ run, tallies }: { readonly run: ShownRun; readonly tallies: RunTallies }): ReactNode {
  const { planned, before, done, bails, errors, perSecond, spent, spentOnFailed, stopping, models } = tallies;
  const ended = before + done;
  const upTo = stopping !== null && stopping.ended < stopping.conditions ? 'up to ' : '';
  const troubled = models.filter((model) => model.givenUp !== null || Object.keys(model.errorsByKind).length > 0);
  return (
    <>
      <progress max={Math.max(1, planned)} value={ended} aria-label="Trials that have ended" />
      <Facts
        facts={[
          ['Trials ended', `${grouped(ended)} of ${upTo}${grouped(planned)}`],
          ['Rate', perSecond === null ? '–' : rateText(perSecond)],
          ['Time left', run.secondsLeft === null ? '–' : `about ${duration(run.secondsLeft)}`],
          ['Bails in this run', `${grouped(bails)} in ${grouped(done)} trials`],
          ['Ended as error', grouped(errors)],
          ['Spent', spentText(spent)],
          ['Of it on failed calls', spentOnFailed.calls === 0 ? null : spentText(spentOnFailed)],
          [
            'Conditions known well enough',
            stopping === null ? null : `${grouped(stopping.ended)} of ${grouped(stopping.conditions)}`,
          ],
        ]}
      />
      <ModelsAtWork run={run.id} models={models} />
      {troubled.map(({ label, givenUp, errorsByKind }) => (
        <div className="troubles" key={label}>
          <h3>
            Trouble with <Foreign text={label} />
          </h3>
          {givenUp === null ? null : (
            <p>
              It was given up: <Said text={givenUp.message} /> {givenUp.hint}
            </p>
          )}
          {Object.entries(errorsByKind).map(([kind, tally]) => (
            <FailedCalls key={kind} kind={kind} tally={tally} />
          ))}
        </div>
      ))}
    </>
  );
}

function FailedCalls({ kind, tally }: { readonly kind: string; readonly tally: ErrorTally }): ReactNode {
  return (
    <>
      <p>
        {grouped(tally.count)} × {kind}
      </p>
      <ul>
        {tally.examples.map(({ message, at }) => (
          <li key={at + message}>
            <Moment iso={new Date(at).toISOString()} />: <Said text={message} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What an endpoint said: not to be trusted. */
function Said({ text }: { readonly text: string }): ReactNode {
  return <SnippetText snippet={[{ text, hit: false }]} />;
}

function spentText({ calls, promptTokens, completionTokens, cost }: SpentTally): string {
  const tokens = promptTokens + completionTokens;
  const price = cost === null ? ', price unknown' : cost === 0 ? '' : `, ${dollars(cost)}`;
  return `${grouped(calls)} ${calls === 1 ? 'call' : 'calls'}, ${tokensText(tokens)} tokens${price}`;
}
