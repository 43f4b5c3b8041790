import { useEffect, useRef, type ReactNode } from 'react';

import { percentSigned } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { ConversationDetail, TurnEnd } from '../../../src/server/wire/conversations.ts';
import { href } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ModelText } from '../../ui/model-text.tsx';
import { OutcomeShape, outcomeWord } from '../../ui/outcome-chip.tsx';

export interface OneConversationProps {
  readonly dataset: string;
  readonly id: number;
  readonly conditions: readonly ConditionName[];
}

/** One conversation turn by turn, beside every turn how it ended in each draw. */
export function OneConversation({ dataset, id, conditions }: OneConversationProps): ReactNode {
  const args = {
    param: { id: String(id) },
    query: { ...useStudyQuery(), dataset, condition: conditions.map((one) => one.id) },
  };
  const detail = useApi(client.conversations[':id'], args);
  const place = useRef<HTMLElement>(null);
  // A link in a long list leads here.
  useEffect(() => {
    // Not as the effect's own result: newer browsers return a promise, which would be called when the page is left.
    place.current?.scrollIntoView({ block: 'start' });
  }, [id]);
  return (
    <section ref={place} aria-label="One conversation" className="one-conversation">
      <Loaded query={detail} what="the conversation">
        {(shown) => <Turns detail={shown} conditions={conditions} />}
      </Loaded>
    </section>
  );
}

function Turns({
  detail,
  conditions,
}: {
  readonly detail: ConversationDetail;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const { name, system, turns } = detail;
  const nameOf = (id: string): ConditionName | undefined => conditions.find((one) => one.id === id);
  return (
    <>
      <h2>
        <Foreign text={name} />
      </h2>
      {system === null ? null : (
        <div className="said" data-kind="reply">
          <p className="note">system prompt</p>
          <ModelText text={system} limit={1200} />
        </div>
      )}
      <ol className="turns">
        {turns.map(({ item, messages }, turn) => (
          <li key={turn}>
            <div>
              {messages.map(({ role, text }, index) => (
                <div key={index} className="said" data-kind={role === 'user' ? 'user' : 'reply'}>
                  <p className="note">{role === 'user' ? `user, turn ${turn + 1}` : role}</p>
                  <ModelText text={text} limit={1200} />
                </div>
              ))}
            </div>
            <div className="turn-ends">
              {item === null ? <p className="note">not asked about: a filter left this turn out</p> : null}
              {detail.conditions.map(({ condition, ends }) => {
                const own = nameOf(condition);
                const here = ends[turn] ?? [];
                return own === undefined || here.length === 0 ? null : (
                  <div key={condition}>
                    <p className="note">
                      <bdi>{conditionText(own, ['dataset'])}</bdi>
                    </p>
                    <Ends condition={own} ends={here} turn={turn + 1} />
                  </div>
                );
              })}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

/** How a turn ended in every draw, each leading to its trial. */
function Ends({
  condition,
  ends,
  turn,
}: {
  readonly condition: ConditionName;
  readonly ends: readonly TurnEnd[];
  readonly turn: number;
}): ReactNode {
  const study = useStudyQuery();
  return (
    <ul className="ends">
      {ends.map(({ trial, outcome, bailProbability }, index) => {
        const word = bailProbability === null ? outcomeWord(outcome, condition.method) : percentSigned(bailProbability);
        const text = `turn ${turn}, draw ${index + 1}: ${bailProbability === null ? word : `leaving ${word}`}`;
        const content = (
          <>
            {bailProbability === null ? <OutcomeShape outcome={outcome} /> : <Probability value={bailProbability} />}{' '}
            {word}
          </>
        );
        return (
          <li key={index} data-outcome={outcome}>
            {trial === null ? (
              <span>{content}</span>
            ) : (
              <a href={href('trial', study, [condition.id, trial])} aria-label={text}>
                {content}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A bar as long as leaving was likely; the number stands beside it. */
function Probability({ value }: { readonly value: number }): ReactNode {
  return (
    <i className="probability" aria-hidden="true">
      <i style={{ width: `${value * 100}%` }} />
    </i>
  );
}
