import type { ReactNode } from 'react';

import type { ShownRuns } from '../../../src/server/wire/runs.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useShown, useStudyQuery } from '../../study.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Moment } from '../../ui/moment.tsx';
import { NextPages } from './next-pages.tsx';
import { OtherStudies } from './other-studies.tsx';
import { OutcomeTotals } from './outcome-totals.tsx';
import { ProgressPart } from './progress-part.tsx';
import { RunCard } from './run-card.tsx';
import { RunsTable } from './runs-table.tsx';
import { HowToGoOn } from './how-to-go-on.tsx';

/** How often the figures of a run that is on are read; it writes them down about as often. */
const readEveryMs = 1_000;

/** What is going on: runs, what is there of the study, what is left, and where to read on. */
export function OverviewPage(): ReactNode {
  const { study, info } = useShown();
  const plannedAt = info.studies.find(({ name }) => name === study)?.plannedAt;
  const runs = useApi(client.runs, {}, { everyMs: (body) => (body.runs.some(isOn) ? readEveryMs : null) });
  const progress = useApi(client.progress, { query: useStudyQuery() });
  return (
    <>
      <h1>
        <Foreign text={study ?? ''} />
      </h1>
      {plannedAt === undefined ? null : (
        <p className="note">
          Planned on <Moment iso={plannedAt} />
        </p>
      )}
      <Loaded query={runs} what="the runs">
        {(body) => (
          <>
            {body.runs.filter(isOn).map((run) => (
              <RunCard key={run.id} run={run} />
            ))}
            <HowToGoOn runs={body.runs} progress={progress.data?.conditions ?? null} />
          </>
        )}
      </Loaded>
      <Loaded query={progress} what="what is there">
        {({ conditions }) => <OutcomeTotals conditions={conditions} />}
      </Loaded>
      <NextPages />
      {progress.data === undefined ? null : <ProgressPart conditions={progress.data.conditions} />}
      {runs.data === undefined ? null : <RunsTable runs={runs.data.runs} />}
      <OtherStudies />
    </>
  );
}

function isOn({ state }: ShownRuns['runs'][number]): boolean {
  return state === 'on';
}
