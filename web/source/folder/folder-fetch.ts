import { folderAddress } from '../../../src/server/wire/folder.ts';
import type { Problem } from '../../../src/server/wire/problem.ts';
import type { Packs } from './packs.ts';

/** Answers requests for the API from a folder. */
export function folderFetch(packs: Packs): typeof fetch {
  return async (input) => {
    const { href } = new URL(input instanceof Request ? input.url : input);
    const address = folderAddress(href.slice(new URL('api', document.baseURI).href.length));
    try {
      const answer = await packs.answer(address);
      if (answer !== undefined) return Response.json(answer);
      return problem(404, 'this was not put into the folder', 'Whoever has the store can show it: `exitpoll view`.');
    } catch (error) {
      return problem(500, error instanceof Error ? error.message : String(error), 'Is the folder whole?');
    }
  };
}

function problem(status: number, message: string, hint: string): Response {
  return Response.json({ problem: { message, hint } } satisfies Problem, { status });
}
