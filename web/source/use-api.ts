import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ClientResponse } from 'hono/client';

import type { Problem } from '../../src/server/wire/problem.ts';

/** A route of the typed client that can be read. */
interface Readable<Args, Body> {
  $get(args: Args): Promise<ClientResponse<Body>>;
  $url(args: Args): URL;
}

/** What the server said was wrong. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly hint: string | null;

  constructor(message: string, hint: string | null) {
    super(message);
    this.hint = hint;
  }
}

/** The key by which an answer is shared: its address. */
export function apiKey<Args>(route: { $url(args: Args): URL }, args: Args): readonly [string] {
  const { pathname, search } = route.$url(args);
  return [pathname + search];
}

/**
 * Reads from the API. What was read before for other arguments stays in view until the answer is there.
 *
 * @param options.enabled whether to ask at all
 * @param options.everyMs how often to ask again, by what was told last; `null` for only when the server says that
 *   something changed
 */
export function useApi<Args, Body>(
  route: Readable<Args, Body>,
  args: Args,
  options: { readonly enabled?: boolean; readonly everyMs?: (body: Body) => number | null } = {},
): UseQueryResult<Body, ApiProblem> {
  return useQuery<Body, ApiProblem>({
    queryKey: apiKey(route, args),
    queryFn: () => readApi(route, args),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : (options.everyMs?.(data) ?? false)),
  });
}

/**
 * Reads from the API once.
 *
 * @throws ApiProblem with what the server said, or that it does not answer.
 */
export async function readApi<Args, Body>(route: Readable<Args, Body>, args: Args): Promise<Body> {
  const response = await route.$get(args).catch(() => {
    throw new ApiProblem('the server does not answer', 'Is `exitpoll view` still running?');
  });
  if (response.ok) return (await response.json()) as Body;
  const { problem } = (await response.json().catch(() => unreadable)) as Problem;
  throw new ApiProblem(problem.message, problem.hint);
}

const unreadable: Problem = { problem: { message: 'the server answered with something unreadable', hint: null } };
