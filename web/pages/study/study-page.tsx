import type { ReactNode } from 'react';

import type { StudyPage as Told } from '../../../src/server/wire/study-page.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';
import { Facts } from '../../ui/facts.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Contrasts } from './contrasts.tsx';
import { Datasets } from './datasets.tsx';
import { FollowUps } from './follow-ups.tsx';
import { LeadIns } from './lead-ins.tsx';
import { Models } from './models.tsx';
import { Offers } from './offers.tsx';
import { Rerun } from './rerun.tsx';

/** What was asked, in which words, of whom, and how to ask it again. */
export function StudyPage(): ReactNode {
  const study = useApi(client.study, { query: useStudyQuery() });
  return (
    <Loaded query={study} what="the study">
      {(told) => (
        <>
          <Head told={told} />
          <h2>Settings</h2>
          <Facts
            layout="down"
            facts={told.settings.map(([name, text]) => [name, <Foreign key={name} text={text} />])}
          />
          <Models models={told.models} />
          <Datasets datasets={told.datasets} />
          <Offers offers={told.offers} />
          <LeadIns leadIns={told.leadIns} />
          {told.followUps.length === 0 ? null : <FollowUps followUps={told.followUps} />}
          <Contrasts contrasts={told.contrasts} declared={told.declared} />
          <h2>Versions</h2>
          <Facts
            layout="down"
            facts={told.versions.map(([name, text]) => [name, <Foreign key={name} text={text} />])}
          />
          <Rerun told={told} />
        </>
      )}
    </Loaded>
  );
}

function Head({ told }: { readonly told: Told }): ReactNode {
  const { name, description, plannedAt, earlierPlans, revision } = told;
  return (
    <>
      <h1>
        <Foreign text={name} />
      </h1>
      {description === null ? null : (
        <p className="description">
          <Foreign text={description} />
        </p>
      )}
      <p className="note">
        Planned on <Moment iso={plannedAt} />, content <code>{revision.slice(0, 12)}</code>
        {earlierPlans === 0
          ? null
          : `; ${earlierPlans === 1 ? 'one earlier plan' : `${earlierPlans} earlier plans`} of this name`}
      </p>
    </>
  );
}
