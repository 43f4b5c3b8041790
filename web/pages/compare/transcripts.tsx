import { useEffect, useRef, type ReactNode } from 'react';

import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { countOf } from '../../../src/report/format.ts';
import { href, setQuery, useRoute } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { ConditionLine } from '../../ui/condition-line.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ModelText } from '../../ui/model-text.tsx';
import { OutcomeChip } from '../../ui/outcome-chip.tsx';
import { letterOf } from './difference-row.ts';

/** Trials of one item under one condition, epoch by epoch. */
export interface ItemTrials {
  readonly condition: ConditionName;
  readonly trials: readonly number[];
}

/** What was said about one item under each condition, side by side, one epoch at a time. */
export function Transcripts({ item, of }: { readonly item: string; readonly of: readonly ItemTrials[] }): ReactNode {
  const { query } = useRoute();
  const epochs = Math.max(1, ...of.map(({ trials }) => trials.length));
  const epoch = Math.min(epochs, Math.max(1, Math.floor(Number(query.get('epoch') ?? 1)) || 1));
  const place = useRef<HTMLElement>(null);
  // A link in a table far above leads here.
  useEffect(() => {
    // Not as the effect's own result: newer browsers return a promise, which would be called when the page is left.
    place.current?.scrollIntoView({ block: 'start' });
  }, [item]);
  return (
    <section aria-label="Transcripts" ref={place}>
      <h2>
        <Foreign text={item} />
      </h2>
      {epochs > 1 ? (
        <p className="epochs">
          <button
            type="button"
            disabled={epoch === 1}
            onClick={() => setQuery({ epoch: epoch - 1 }, { replace: true })}
          >
            ‹
          </button>{' '}
          <span role="status">
            draw {epoch} of {epochs}
          </span>{' '}
          <button
            type="button"
            disabled={epoch === epochs}
            onClick={() => setQuery({ epoch: epoch + 1 }, { replace: true })}
          >
            ›
          </button>
        </p>
      ) : null}
      <div className="transcripts">
        {of.map(({ condition, trials }) => (
          <article key={condition.id}>
            <h3>
              {letterOf(
                of.map((one) => one.condition),
                condition.id,
              )}{' '}
              <ConditionLine condition={condition} />
            </h3>
            {trials[epoch - 1] === undefined ? (
              <p className="note">Not run: {countOf(trials.length, 'draw')} of this item are stored.</p>
            ) : (
              <Transcript condition={condition} trial={trials[epoch - 1] ?? 0} />
            )}
          </article>
        ))}
      </div>
    </section>
  );
}

/** One trial in short: how it ended, what was asked last, and every reply. */
export function Transcript({
  condition,
  trial,
}: {
  readonly condition: ConditionName;
  readonly trial: number;
}): ReactNode {
  const study = useStudyQuery();
  const args = {
    param: { condition: condition.id, trial: String(trial) },
    query: study,
  };
  const detail = useApi(client.trial[':condition'][':trial'], args);
  return (
    <Loaded query={detail} what="the trial">
      {({ record }) => (
        <>
          <p>
            <OutcomeChip outcome={record.outcome} method={record.method} />{' '}
            <a href={href('trial', study, [condition.id, trial])}>the whole trial</a>
          </p>
          <div className="said" data-kind="user">
            <p className="note">user</p>
            <ModelText text={record.conversation.messages.at(-1)?.text ?? ''} limit={1200} />
          </div>
          {record.steps.map((step, index) => (
            <div key={step.generation + index} className="said" data-kind="reply">
              <p className="note">{index === 0 ? 'reply' : 'answer'}</p>
              <ModelText text={step.text} limit={2400} />
              {step.toolCalls.map(({ name, arguments: words }, call) => (
                <ModelText key={call} kind="code" text={`${name}(${words})`} limit={600} />
              ))}
            </div>
          ))}
          {record.steps.length === 0 ? <p className="note">There is no reply.</p> : null}
        </>
      )}
    </Loaded>
  );
}
