import type { ConversationDetail } from '../../../src/server/wire/conversations.ts';
import { folderAddress, type FolderManifest } from '../../../src/server/wire/folder.ts';
import type { Problem } from '../../../src/server/wire/problem.ts';
import { FolderTrials } from './folder-trials.ts';
import { Packs } from './packs.ts';

/** What helps where a part of a folder is missing. */
const isWhole = 'Is the folder whole? Copy all of it again, or have it written anew with `exitpoll share`.';

/** Answers requests for the API from a folder. @param manifest or what is wrong with it: then every answer says so */
export function folderFetch(manifest: FolderManifest | string): typeof fetch {
  if (typeof manifest === 'string') return () => Promise.resolve(problem(500, manifest, isWhole));
  const packs = new Packs(manifest);
  const trials = new Map(manifest.info.studies.map(({ name }) => [name, new FolderTrials(packs, name)]));
  const answerAt = async (url: URL): Promise<unknown> => {
    const path = url.pathname.slice(new URL('api', document.baseURI).pathname.length);
    const study = url.searchParams.get('study') ?? manifest.info.studies[0]?.name ?? '';
    if (path === '/trials') return trials.get(study)?.page(url.searchParams);
    if (path === '/trials/facets') return trials.get(study)?.facets(url.searchParams);
    if (path.startsWith('/conversations/')) return conversation(packs, path, url.searchParams);
    return packs.answer(folderAddress(path + url.search));
  };
  return async (input) => {
    try {
      const answer = await answerAt(new URL(input instanceof Request ? input.url : input));
      if (answer !== undefined) return Response.json(answer);
      return problem(404, 'this was not put into the folder', 'Whoever has the store can show it: `exitpoll view`.');
    } catch (error) {
      return problem(500, error instanceof Error ? error.message : String(error), isWhole);
    }
  };
}

/** A conversation under the conditions that are asked for; a folder has it under all that offer an exit. */
async function conversation(packs: Packs, path: string, query: URLSearchParams): Promise<unknown> {
  const wanted = query.getAll('condition');
  const kept = new URLSearchParams(query);
  kept.delete('condition');
  const whole = (await packs.answer(folderAddress(`${path}?${kept.toString()}`))) as ConversationDetail | undefined;
  if (whole === undefined || wanted.length === 0) return whole;
  const conditions = wanted.flatMap((id) => whole.conditions.filter(({ condition }) => condition === id));
  return { ...whole, conditions } satisfies ConversationDetail;
}

function problem(status: number, message: string, hint: string): Response {
  return Response.json({ problem: { message, hint } } satisfies Problem, { status });
}
