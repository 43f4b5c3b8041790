import { useMemo, type ReactNode } from 'react';

import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { ConversationList } from '../../../src/server/wire/conversations.ts';
import type { GridAnswer } from '../../../src/server/wire/grid.ts';
import { setQuery, useRoute } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useResults } from '../../source/use-results.ts';
import { useStudyQuery } from '../../study.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { MultiSelect, useWanted } from '../../ui/multi-select.tsx';
import { datasetGrid } from '../grid/grid-data.ts';
import { ConversationTable } from './conversation-table.tsx';
import { OneConversation } from './one-conversation.tsx';
import { OverTurns } from './over-turns.tsx';

/** Conditions shown at first, and at most: more curves cannot be told apart. */
const usual = 3;
const most = 6;

/** Conversations of which every turn was asked about: `#/conversations?dataset=…&condition=…&conversation=…`. */
export function ConversationsPage(): ReactNode {
  const study = useStudyQuery();
  const dataset = useRoute().query.get('dataset');
  const list = useApi(client.conversations, { query: { ...study, ...(dataset === null ? {} : { dataset }) } });
  const grid = useApi(client.grid, { query: study });
  return (
    <>
      <h1>Over a conversation</h1>
      <Loaded query={list} what="the conversations">
        {(read) =>
          read.dataset === null ? (
            <NoTurns />
          ) : (
            <Loaded query={grid} what="how their turns ended">
              {(answer) => <Conversations list={read} dataset={read.dataset ?? ''} answer={answer} />}
            </Loaded>
          )
        }
      </Loaded>
    </>
  );
}

function NoTurns(): ReactNode {
  return (
    <>
      <p>This study asks about prompts of a single turn, so there is nothing to follow over a conversation.</p>
      <p className="note">
        A dataset of conversations with <code>turns: every</code> in the study file asks about every turn of the user:
        then this page shows at which turn models leave.
      </p>
    </>
  );
}

function Conversations({
  list,
  dataset,
  answer,
}: {
  readonly list: ConversationList;
  readonly dataset: string;
  readonly answer: GridAnswer;
}): ReactNode {
  const { query } = useRoute();
  const grid = useMemo(() => datasetGrid(answer, dataset), [answer, dataset]);
  const known = useMemo(
    () =>
      (grid?.columns ?? [])
        .map(({ condition }) => condition)
        .filter(({ method, unsupported }) => method !== 'baseline' && unsupported === null),
    [grid],
  );
  const wanted = useWanted('condition');
  const named = known.filter(({ id }) => wanted.has(id));
  const shown = (named.length === 0 ? known.slice(0, usual) : named).slice(0, most);
  const results = useResults('conversations');
  const conversation = query.get('conversation');
  const [first] = shown;
  return (
    <>
      <div className="controls">
        {list.datasets.length > 1 ? <DatasetChoice datasets={list.datasets} chosen={dataset} /> : null}
        <MultiSelect
          name="condition"
          label="Conditions"
          options={known.map((one) => ({ value: one.id, label: conditionText(one, ['dataset']) }))}
        />
        {named.length > most ? <p className="note">The first {most} are shown.</p> : null}
      </div>
      <Loaded query={results} what="the results">
        {({ conversations }) => <Curves conversations={conversations} shown={shown} known={known} />}
      </Loaded>
      <h2>Conversations</h2>
      {first === undefined ? (
        <p className="note">No condition offers an exit here.</p>
      ) : (
        <ConversationTable
          list={list}
          column={grid?.columns.find(({ condition }) => condition.id === first.id) ?? null}
          title={conditionText(first, ['dataset'])}
        />
      )}
      {conversation === null ? null : (
        <OneConversation dataset={dataset} id={Number(conversation)} conditions={shown} />
      )}
    </>
  );
}

function Curves({
  conversations,
  shown,
  known,
}: {
  readonly conversations: Parameters<typeof OverTurns>[0]['results'];
  readonly shown: readonly ConditionName[];
  readonly known: readonly ConditionName[];
}): ReactNode {
  const own = useMemo(
    () => shown.flatMap(({ id }) => conversations.find(({ condition }) => condition === id) ?? []),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the ids stand for the conditions
    [conversations, shown.map(({ id }) => id).join(' ')],
  );
  if (own.length === 0) {
    return (
      <p className="note">
        Nothing is said of whole conversations for readouts: no answers are drawn. The turns of each are below.
      </p>
    );
  }
  return <OverTurns results={own} known={known} />;
}

function DatasetChoice({
  datasets,
  chosen,
}: {
  readonly datasets: readonly string[];
  readonly chosen: string;
}): ReactNode {
  return (
    <label className="choice-list">
      <span>Dataset</span>
      <select
        value={chosen}
        onChange={(event) => setQuery({ dataset: event.target.value, condition: undefined, conversation: undefined })}
      >
        {datasets.map((one) => (
          <option key={one} value={one}>
            {visibleLine(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
