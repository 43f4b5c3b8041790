import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Where a server listens, and by which names it may be reached. */
export interface Reach {
  /** The name or address it was told to listen on. */
  readonly host: string;
  readonly port: number;
  /** Further names, with or without a port, by which it is reached through a proxy or a tunnel. */
  readonly allowedHosts: readonly string[];
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];
const wildcards = ['0.0.0.0', '::', '[::]'];

/** Whether only this machine reaches a server that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether it stands for every address of this machine. */
export function isWildcard(host: string): boolean {
  return wildcards.includes(host);
}

/** An address as it stands in a URL: IPv6 in brackets. */
export function urlHost(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/**
 * The judge of a request's `Host`: whether it is a name this server is reached by. A page of a stranger's site whose
 * name was made to point here (DNS rebinding) sends that name, and is turned away.
 */
export function hostCheck({ host, port, allowedHosts }: Reach): (header: string | undefined) => boolean {
  const own = new Set([...loopbackNames, urlHost(host)]);
  if (isWildcard(host)) for (const address of ownAddresses()) own.add(urlHost(address));
  for (const wildcard of wildcards) own.delete(wildcard);
  const names = new Set([...own].flatMap((name) => withPort(name.toLowerCase(), port)));
  const further = new Set(allowedHosts.map((name) => name.toLowerCase()));
  return (header) => {
    if (header === undefined) return false;
    const given = header.toLowerCase();
    return names.has(given) || further.has(given) || further.has(given.replace(/:\d+$/, ''));
  };
}

/** Browsers leave out the port that a scheme has anyway. */
function withPort(name: string, port: number): string[] {
  return port === 80 ? [name, `${name}:80`] : [`${name}:${port}`];
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((cards) => (cards ?? []).map(({ address }) => address));
}
