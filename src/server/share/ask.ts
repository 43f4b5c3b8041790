import { ExitpollError } from '../../base/errors.ts';
import { createApi } from '../api/app.ts';
import type { Viewer } from '../viewer.ts';
import type { Problem } from '../wire/problem.ts';

/** Asks the API as a page would, without a server. */
export type Ask = (address: string) => Promise<string>;

/**
 * @returns answers as JSON text
 * @throws ExitpollError with what the API says is wrong.
 */
export function askApi(viewer: Viewer): Ask {
  const api = createApi(viewer);
  return async (address) => {
    const response = await api.request(address);
    if (response.ok) return response.text();
    const { problem } = (await response.json()) as Problem;
    throw new ExitpollError(problem.message, { code: 'not-shared', hint: problem.hint ?? undefined });
  };
}
