import type { UseQueryResult } from '@tanstack/react-query';

import type { Published } from '../../src/server/wire/published.ts';
import { useStudyQuery } from '../study.ts';
import { client } from './client.ts';
import { useApi, type ApiProblem } from './use-api.ts';

/** Published rates beside the conditions of the study shown. */
export function usePublished(): UseQueryResult<Published, ApiProblem> {
  const args = { query: useStudyQuery() };
  return useApi(client.published, args);
}
