import type { Problem } from '../../src/server/wire/problem.ts';
import { ApiProblem } from './use-api.ts';

/**
 * Sends something to be stored.
 *
 * @throws ApiProblem with what the server said, or that it does not answer; nothing was stored then, as far as is known.
 */
export async function postApi<Body>(address: URL, sent: object): Promise<Body> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  }).catch(() => {
    throw new ApiProblem(
      'the server does not answer',
      'Is `exitpoll view` still running? What you typed is kept here.',
    );
  });
  if (response.ok) return (await response.json()) as Body;
  const { problem } = (await response.json().catch(() => unreadable)) as Problem;
  throw new ApiProblem(problem.message, problem.hint);
}

const unreadable: Problem = { problem: { message: 'the server answered with something unreadable', hint: null } };
