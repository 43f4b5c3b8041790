import type { ReactNode } from 'react';

import { dollars, duration, grouped, tokensText } from '../../../src/base/figures.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ShownRun } from '../../../src/server/wire/runs.ts';
import { Moment } from '../../ui/moment.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

const columns: readonly Column<ShownRun>[] = [
  {
    key: 'run',
    title: 'Run',
    value: ({ id }) => id,
    cell: ({ id, study }) => (
      <>
        {id}: <bdi>{visibleLine(study, 60)}</bdi>
      </>
    ),
    more: { key: 'study', value: ({ study }) => study },
  },
  { key: 'state', title: 'State', value: stateText },
  {
    key: 'started',
    title: 'Started',
    value: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => <Moment iso={startedAt} />,
  },
  {
    key: 'seconds',
    title: 'Took',
    numeric: true,
    value: secondsOf,
    cell: (run) => duration(secondsOf(run)),
  },
  number('trials', 'Trials and follow-ups', ({ tallies }) => tallies?.done),
  number('bails', 'Bails', ({ tallies }) => tallies?.bails),
  number('errors', 'Errors', ({ tallies }) => tallies?.errors),
  number('calls', 'Calls', ({ tallies }) => tallies?.calls),
  number(
    'tokens',
    'Tokens',
    ({ tallies }) => (tallies === null ? null : tallies.spent.promptTokens + tallies.spent.completionTokens),
    tokensText,
  ),
  number('cost', 'Cost', ({ tallies }) => tallies?.spent.cost, dollars),
];

/** The latest runs of the store, whatever study they worked on. */
export function RunsTable({ runs }: { readonly runs: readonly ShownRun[] }): ReactNode {
  return (
    <>
      <h2>Runs</h2>
      {runs.length === 0 ? (
        <p className="note">No run has worked on this store yet.</p>
      ) : (
        <DataTable
          table={{ columns, rows: runs, rowKey: ({ id }) => String(id) }}
          caption="The latest runs"
          quietCaption
          sortName="sort-runs"
        />
      )}
    </>
  );
}

function stateText({ state, tallies }: ShownRun): string {
  const by = tallies?.stoppedBy ?? null;
  return state === 'died' ? 'died, or stands still' : by === null ? state : `${state} by --${by}`;
}

function secondsOf({ startedAt, endedAt, heartbeatAt }: ShownRun): number {
  return Math.max(0, Date.parse(endedAt ?? heartbeatAt) - Date.parse(startedAt)) / 1000;
}

function number(
  key: string,
  title: string,
  value: (run: ShownRun) => number | null | undefined,
  text: (value: number) => string = grouped,
): Column<ShownRun> {
  return {
    key,
    title,
    numeric: true,
    value: (run) => value(run) ?? null,
    cell: (run) => {
      const own = value(run) ?? null;
      return own === null ? '–' : text(own);
    },
  };
}
