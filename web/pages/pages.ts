import type { ComponentType } from 'react';

import { visibleLine } from '../../src/report/visible-text.ts';
import type { Route } from '../route.ts';
import { AuditPage } from './audit/audit-page.tsx';
import { ComparePage } from './compare/compare-page.tsx';
import { ConversationsPage } from './conversations/conversations-page.tsx';
import { GridPage } from './grid/grid-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { ratesPart, RatesPage } from './rates/rates-page.tsx';
import { StudyPage } from './study/study-page.tsx';
import { TrialPage } from './trial/trial-page.tsx';
import { TrialsPage } from './trials/trials-page.tsx';

/** A page of the app. */
export interface Page {
  /** First word of its address. */
  readonly path: string;
  /** Its name in the navigation; `null` for one that is reached from others. */
  readonly label: string | null;
  readonly component: ComponentType;
  /** What an address shows of it, for the title of the browser's tab; `null` for the page as such. */
  readonly detail?: (route: Route) => string | null;
}

/** Every page, in the order of the navigation. The first is shown where the address names none. */
export const pages: readonly Page[] = [
  { path: 'overview', label: 'Overview', component: OverviewPage },
  { path: 'rates', label: 'Rates', component: RatesPage, detail: ratesPart },
  { path: 'grid', label: 'Grid', component: GridPage },
  { path: 'trials', label: 'Trials', component: TrialsPage },
  { path: 'trial', label: null, component: TrialPage, detail: ({ rest }) => `Trial ${rest[1] ?? ''}` },
  { path: 'compare', label: 'Compare', component: ComparePage },
  {
    path: 'conversations',
    label: 'Over a conversation',
    component: ConversationsPage,
    detail: ({ query }) => (query.has('conversation') ? 'One conversation' : null),
  },
  {
    path: 'audit',
    label: 'Audit',
    component: AuditPage,
    detail: ({ rest }) => (rest[0] === 'read' ? 'Reading' : null),
  },
  { path: 'study', label: 'Study', component: StudyPage },
];

/** The title of the browser's tab: what is shown, of which study where there are several, in which store. Safe to show. */
export function tabTitle(page: Page | undefined, route: Route, of: readonly string[]): string {
  const parts = [page?.detail?.(route) ?? '', page?.label ?? '', ...of];
  const told = parts.filter((part) => part !== '').map((part) => visibleLine(part, 60));
  return [...told, 'Exitpoll'].join(' · ');
}
