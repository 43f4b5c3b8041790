import type { ComponentType } from 'react';

import { AuditPage } from './audit/audit-page.tsx';
import { ComparePage } from './compare/compare-page.tsx';
import { ConversationsPage } from './conversations/conversations-page.tsx';
import { GridPage } from './grid/grid-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { RatesPage } from './rates/rates-page.tsx';
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
}

/** Every page, in the order of the navigation. The first is shown where the address names none. */
export const pages: readonly Page[] = [
  { path: 'overview', label: 'Overview', component: OverviewPage },
  { path: 'rates', label: 'Rates', component: RatesPage },
  { path: 'grid', label: 'Grid', component: GridPage },
  { path: 'trials', label: 'Trials', component: TrialsPage },
  { path: 'trial', label: null, component: TrialPage },
  { path: 'compare', label: 'Compare', component: ComparePage },
  { path: 'conversations', label: 'Over a conversation', component: ConversationsPage },
  { path: 'audit', label: 'Audit', component: AuditPage },
  { path: 'study', label: 'Study', component: StudyPage },
];
