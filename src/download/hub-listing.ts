import { matchesGlob } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { asError, settle, tokenHeaders } from './fetch-remote.ts';
import type { FetchOptions } from './fetch-file.ts';
import { follow, openAgent } from './http-download.ts';
import { hubOrigin } from './hub.ts';
import type { RemoteReference } from './remote-reference.ts';
import { SourceError } from './source.ts';

type HubReference = Extract<RemoteReference, { kind: 'hub' }>;

/** Pages of a listing; each has a thousand files. */
const mostPages = 50;

/**
 * The files of a repository on the hub that a glob fits, by their names.
 *
 * @throws ExitpollError when the hub cannot be asked, or no file fits.
 */
export async function expandHubGlob(
  reference: HubReference,
  options: FetchOptions = {},
): Promise<readonly HubReference[]> {
  const run = settle(options);
  const { repository, revision } = reference;
  const agent = openAgent(run);
  const paths: string[] = [];
  let url: string | null =
    `${hubOrigin(run.environment)}/api/${repository}/tree/${encodeURIComponent(revision)}?recursive=true`;
  try {
    for (let page = 0; url !== null && page < mostPages; page += 1) {
      const headers = tokenHeaders(url, run.environment);
      const { response, host } = await follow(agent, { url, headers }, null, run.signal);
      const text = await response.body.text();
      if (response.statusCode !== 200) throw new SourceError(`${host} answered ${response.statusCode}`);
      paths.push(...pathsOf(text, host));
      url = /<([^>]+)>;\s*rel="next"/.exec(String(response.headers['link'] ?? ''))?.[1] ?? null;
    }
  } catch (thrown) {
    run.signal.throwIfAborted();
    throw asError(thrown, url ?? '', reference);
  } finally {
    await agent.destroy();
  }
  const fitting = paths.filter((path) => matchesGlob(path, reference.path)).sort();
  if (fitting.length > 0) return fitting.map((path) => ({ ...reference, path }));
  throw new ExitpollError(`no file of ${repository} fits "${reference.path}"`, {
    code: 'no-such-file',
    hint: paths.length === 0 ? 'The repository has no files.' : `It has, for example, ${paths.slice(0, 5).join(', ')}.`,
  });
}

function pathsOf(text: string, host: string): readonly string[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    entries = null;
  }
  if (!Array.isArray(entries)) throw new SourceError(`${host} sent no list of files`);
  return entries.flatMap((entry: unknown) => {
    const isFile = typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'file';
    return isFile && 'path' in entry && typeof entry.path === 'string' ? [entry.path] : [];
  });
}
