import { Pool } from 'undici';

/**
 * Connections to one origin, one for each call in flight; how many those are is for the run to say. The time limits of
 * calls are ours (see `exchange`), because undici's start again with every byte.
 */
export function openPool(origin: string): Pool {
  return new Pool(origin, {
    pipelining: 1,
    connections: null,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 10_000 },
    allowH2: false,
  });
}
