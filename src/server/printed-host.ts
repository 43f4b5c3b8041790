import { networkInterfaces } from 'node:os';

import { isWildcard, urlHost } from './safety/hosts.ts';

/** The host of the address to print: where it listens on all, one of them that others reach. */
export function printedHost(host: string): string {
  if (!isWildcard(host)) return urlHost(host);
  const cards = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return cards.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
