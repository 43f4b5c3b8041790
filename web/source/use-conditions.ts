import type { UseQueryResult } from '@tanstack/react-query';

import type { ConditionName } from '../../src/server/wire/conditions.ts';
import { useStudyQuery } from '../study.ts';
import { client } from './client.ts';
import { useApi, type ApiProblem } from './use-api.ts';

/** What the conditions of the study shown are called, in the plan's order. */
export function useConditions(): UseQueryResult<{ conditions: ConditionName[] }, ApiProblem> {
  return useApi(client.conditions, { query: useStudyQuery() });
}
