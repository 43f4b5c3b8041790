import { useSyncExternalStore } from 'react';

/**
 * Addresses are kept behind the `#`: they work alike on a server and in a folder opened from disk, and never reach a
 * server's log.
 */
export interface Route {
  /** First word of the address: `rates`, `trial`. */
  readonly page: string;
  /** What follows it, between slashes. */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

/** Pairs of an address; a value that is `undefined` or empty is left out, a list is repeated. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Reads an address. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s);
  const [page = '', ...rest] = path.split('/').map(decoded);
  return { page, rest, query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a page, for links. */
export function href(
  page: string,
  query: Query | URLSearchParams = {},
  rest: readonly (string | number)[] = [],
): string {
  const pairs = query instanceof URLSearchParams ? query : queryOf(query);
  const path = [page, ...rest].map((part) => encodeURIComponent(part)).join('/');
  const search = pairs.toString();
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

/** Pairs as an address has them. */
export function queryOf(query: Query): URLSearchParams {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of typeof value === 'object' ? value : [String(value)]) pairs.append(name, one);
  }
  return pairs;
}

/** Goes to an address; with `replace`, without a step to go back to. */
export function go(address: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) window.location.replace(address);
  else window.location.hash = address;
}

/** The present address. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return parseRoute(hash);
}

function subscribe(tell: () => void): () => void {
  window.addEventListener('hashchange', tell);
  return () => window.removeEventListener('hashchange', tell);
}

/**
 * Sets some pairs of the present address and keeps the others.
 *
 * @param options.replace whether going back should skip this step: for typing and sliding
 */
export function setQuery(change: Query, options: { readonly replace?: boolean } = {}): void {
  const { page, rest, query } = parseRoute(window.location.hash);
  const next = new URLSearchParams(query);
  for (const name of Object.keys(change)) next.delete(name);
  for (const [name, value] of queryOf(change)) next.append(name, value);
  go(href(page, next, rest), options);
}
