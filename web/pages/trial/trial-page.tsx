import { useState, type ReactNode } from 'react';

import { count } from '../../../src/report/format.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { go, useRoute } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useConditions } from '../../source/use-conditions.ts';
import { useStudyQuery } from '../../study.ts';
import { ConditionLine } from '../../ui/condition-line.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { KeysHelp } from '../../ui/keys/keys-help.tsx';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { OutcomeChip } from '../../ui/outcome-chip.tsx';
import { Beside } from './beside.tsx';
import { CutTexts } from './cut-texts.tsx';
import { Exchange } from './exchange.tsx';
import { Facts } from './facts.tsx';
import { FollowUps } from './follow-ups.tsx';
import { FailedCalls, Judgements, Labels, Refusals } from './judgements.tsx';
import { RequestsContext } from './request/how-asked.tsx';
import { SearchContext } from './searched-text.tsx';
import { useNeighbours } from './use-neighbours.ts';

const keys = [
  ['j →', 'next trial of the list'],
  ['k ←', 'trial before'],
  ['u', 'back to the list'],
  ['?', 'this list'],
] as const;

/** One trial: the exchange, how it was judged, and the same item elsewhere. `#/trial/CONDITION/TRIAL`. */
export function TrialPage(): ReactNode {
  const { rest, query } = useRoute();
  const [condition = '', trial = ''] = rest;
  const args = { param: { condition, trial }, query: useStudyQuery() };
  const detail = useApi(client.trial[':condition'][':trial'], args);
  return (
    <SearchContext value={query.get('text') ?? ''}>
      <TrialNav condition={condition} trial={Number(trial)} />
      <Loaded query={detail} what="the trial">
        {(shown) => (
          // The client's types say of what may be left out that it may be undefined too.
          <ShownTrial key={`${shown.record.condition} ${shown.record.trial}`} detail={shown as TrialDetail} />
        )}
      </Loaded>
    </SearchContext>
  );
}

function TrialNav(name: { readonly condition: string; readonly trial: number }): ReactNode {
  const { place, before, after, list } = useNeighbours(name);
  const to = (address: string | null): (() => void) | null => (address === null ? null : () => go(address));
  useKeys({ j: to(after), ArrowRight: to(after), k: to(before), ArrowLeft: to(before), u: to(list) });
  return (
    <nav className="trial-nav" aria-label="Trials">
      <a href={list}>← {place === null ? 'All trials' : 'The list'}</a>
      {place === null ? null : (
        <>
          <NavLink address={before} label="‹ Before" />
          <span role="status">
            {count(place.at + 1)} of {count(place.of)}
          </span>
          <NavLink address={after} label="Next ›" />
        </>
      )}
      <KeysHelp keys={keys} />
    </nav>
  );
}

function NavLink({ address, label }: { readonly address: string | null; readonly label: string }): ReactNode {
  return address === null ? <span className="soft">{label}</span> : <a href={address}>{label}</a>;
}

function ShownTrial({ detail: read }: { readonly detail: TrialDetail }): ReactNode {
  const [whole, setWhole] = useState<TrialDetail | null>(null);
  const detail = whole ?? read;
  const names = useConditions().data?.conditions ?? [];
  const { record } = detail;
  const condition = names.find(({ id }) => id === record.condition);
  return (
    <RequestsContext value={detail}>
      <article className="trial-page">
        <header>
          <h1>
            <Foreign text={record.item} />
          </h1>
          <p>
            <OutcomeChip outcome={record.outcome} method={record.method} />{' '}
            {condition === undefined ? null : <ConditionLine condition={condition} />}{' '}
            <span className="soft">· epoch {record.epoch}</span>
          </p>
        </header>
        <div className="trial-columns">
          <div>
            <h2 className="unseen">What was said</h2>
            <CutTexts detail={detail} onWhole={setWhole} />
            <Exchange detail={detail} />
            <FollowUps detail={detail} />
          </div>
          <aside aria-label="What is known of it">
            <Judgements detail={detail} />
            <Refusals detail={detail} />
            <Labels labels={detail.labels} />
            <FailedCalls failed={detail.failed} />
            <Facts detail={detail} condition={condition} />
          </aside>
          <Beside detail={detail} conditions={names} />
        </div>
      </article>
    </RequestsContext>
  );
}
