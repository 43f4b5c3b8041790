import type { ReactNode } from 'react';

import type { ReportResults } from '../../../src/report/report-results.ts';
import type { ResultPart } from '../../../src/server/wire/results.ts';
import { href, useRoute, type Route } from '../../route.ts';
import { Choices } from './choices.tsx';
import { Declared } from './declared.tsx';
import { Differences } from './differences.tsx';
import { MoreParts } from './more-parts.tsx';
import { RatesView } from './rates-view.tsx';
import { RefusalsPart } from './refusals-part.tsx';
import { Report } from './report.tsx';

interface View {
  readonly show: string;
  readonly label: string;
  readonly parts: readonly ResultPart[];
  readonly component: (props: { readonly results: ReportResults }) => ReactNode;
}

/** What the page shows beside the rates themselves, each at an address of its own. */
const views: readonly View[] = [
  { show: 'declared', label: 'Declared contrasts', parts: ['contrasts'], component: Declared },
  {
    show: 'differences',
    label: 'Differences',
    parts: ['conditions', 'pairs', 'situations'],
    component: Differences,
  },
  { show: 'refusals', label: 'Refusals', parts: ['refusals'], component: RefusalsPart },
  { show: 'choices', label: 'Choices of the analysis', parts: ['specifications', 'factors'], component: Choices },
  {
    show: 'more',
    label: 'Replies and follow-ups',
    parts: ['conditions', 'lengths', 'followUps', 'sideEffects', 'journals', 'crisis', 'transported'],
    component: MoreParts,
  },
];

/** What the page shows beside the rates at an address; `null` for the rates themselves. */
export function ratesPart({ query }: Route): string | null {
  return views.find(({ show }) => show === query.get('show'))?.label ?? null;
}

/** How often models leave, with everything a reader needs to trust the number. */
export function RatesPage(): ReactNode {
  const { query } = useRoute();
  const shown = views.find(({ show }) => show === query.get('show'));
  const study = query.get('study') ?? undefined;
  return (
    <>
      <h1>Rates</h1>
      <nav aria-label="Parts of this page" className="parts">
        <ul>
          {[{ show: undefined, label: 'Rates' }, ...views].map(({ show, label }) => (
            <li key={label}>
              <a href={href('rates', { study, show })} aria-current={show === shown?.show ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {shown === undefined ? (
        <RatesView />
      ) : (
        <Report key={shown.show} parts={shown.parts} what={shown.label.toLowerCase()}>
          {(results) => <shown.component results={results} />}
        </Report>
      )}
    </>
  );
}
