import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';

import { resultsVersion, type Results } from '../../src/analysis/results.ts';
import type { ReportResults } from '../../src/report/report-results.ts';
import type { ResultPart } from '../../src/server/wire/results.ts';
import { useStudyQuery } from '../study.ts';
import { client } from './client.ts';
import { apiKey, readApi, type ApiProblem } from './use-api.ts';

/** Several parts of the results as a report has them, or what is still read, or could not be. */
export type ReportQuery =
  | { readonly results: ReportResults; readonly waiting: null }
  | { readonly results: null; readonly waiting: UseQueryResult<unknown, ApiProblem> };

/** The parts of the results that what is shown is made from; all others are as of a study without anything. */
export function useReport(parts: readonly ResultPart[]): ReportQuery {
  const query = useStudyQuery();
  const route = client.results[':part'];
  const answers = useQueries({
    queries: parts.map((part) => {
      const args = { param: { part }, query };
      return { queryKey: apiKey(route, args), queryFn: () => readApi(route, args) };
    }),
  }) as readonly UseQueryResult<Partial<Results>, ApiProblem>[];
  const known = answers.map(({ data }) => data);
  const results = useMemo(
    () => (known.includes(undefined) ? null : Object.assign({}, nothing, ...known)) as ReportResults | null,
    // The answers themselves, so that what is made from them is kept as long as they are.
    known,
  );
  const waiting = answers.find(({ data }) => data === undefined);
  return results === null && waiting !== undefined
    ? { results: null, waiting }
    : { results: results ?? nothing, waiting: null };
}

const nothing: ReportResults = {
  schema: 'exitpoll-results',
  version: resultsVersion,
  exitpoll: '',
  createdAt: '',
  scorers: { strict: 0, paper: 0 },
  studies: [],
  conditions: [],
  contrasts: [],
  pairs: [],
  situations: [],
  agreement: { permutations: 0, bootstrapDraws: 0, groups: [] },
  similarity: [],
  intervals: [],
  specifications: [],
  factors: [],
  lengths: [],
  followUps: [],
  refusals: {
    scorers: [],
    rates: [],
    together: [],
    bailMinusRefusal: [],
    differences: [],
    correlations: [],
    categoryCorrelations: [],
  },
  conversations: [],
  audits: [],
  conversationAudits: [],
  transported: [],
  crisis: [],
  journals: [],
  sideEffects: [],
  usage: { generations: 0, failedAttempts: 0, promptTokens: 0, completionTokens: 0 },
  warnings: [],
};
