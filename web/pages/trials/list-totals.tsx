import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { count, countOf } from '../../../src/report/format.ts';
import type { TrialPage } from '../../../src/server/wire/trial-page.ts';
import type { ApiProblem } from '../../source/use-api.ts';

/** How many trials pass, of how many, and how many are in no list yet. */
export function ListTotals({ head }: { readonly head: UseQueryResult<TrialPage, ApiProblem> }): ReactNode {
  if (head.data === undefined) return null;
  const { total, of, pending, indexing } = head.data;
  return (
    <p className="totals" role="status" data-old={head.isPlaceholderData ? true : undefined}>
      <b>{total === of ? countOf(of, 'trial') : `${count(total)} of ${countOf(of, 'trial')}`}</b>
      {pending > 0 ? ` · ${count(pending)} more planned, without an outcome yet` : ''}
      {indexing === null ? '' : ` · searches see ${count(indexing.done)} of ${count(indexing.of)} texts so far`}
    </p>
  );
}
