import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloads and hashes are kept: `EXITPOLL_CACHE`, else `exitpoll` in `XDG_CACHE_HOME`, else in `~/.cache`.
 * Empty variables count as unset.
 */
export function defaultCacheDir(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['EXITPOLL_CACHE']) return environment['EXITPOLL_CACHE'];
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'exitpoll');
}
