import type { UseQueryResult } from '@tanstack/react-query';

import type { Results } from '../../src/analysis/results.ts';
import type { ResultPart } from '../../src/server/wire/results.ts';
import { useStudyQuery } from '../study.ts';
import { client } from './client.ts';
import { useApi, type ApiProblem } from './use-api.ts';

/**
 * One part of what the analysis says of the study shown.
 *
 * @param options.enabled whether to ask at all
 */
export function useResults<Part extends ResultPart>(
  part: Part,
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<Pick<Results, Part>, ApiProblem> {
  const args = { param: { part }, query: useStudyQuery() };
  // The route gives the part it is asked for; its type says only that it is one of them.
  return useApi(client.results[':part'], args, options) as unknown as UseQueryResult<Pick<Results, Part>, ApiProblem>;
}
