import { ExitpollError } from '../../base/errors.ts';

/** Where a server is: its origin (scheme, host, port) and the path before `/chat/completions`, without a slash at its end. */
export interface BaseUrl {
  readonly origin: string;
  readonly path: string;
  /** Both together, safe to show: it never holds a password, a query or a fragment. */
  readonly text: string;
}

const hint = 'A baseUrl looks like http://127.0.0.1:8000/v1; keys go into an environment variable, never into a URL.';

/**
 * Reads the `baseUrl` of a model.
 *
 * @throws ExitpollError when it is not an http or https URL, names a user or password, has a query or a fragment,
 * or already ends in the path that is added to it. The message never repeats a password.
 */
export function parseBaseUrl(text: string): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused(`the baseUrl ${JSON.stringify(withoutUserInfo(text))} is not a URL`);
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(`the baseUrl ${withoutUserInfo(text)} starts with ${url.protocol}, not with http: or https:`);
  }
  if (url.username !== '' || url.password !== '')
    throw refused(`the baseUrl of ${url.host} has a user or password in it`);
  if (url.search !== '' || url.hash !== '') throw refused(`the baseUrl ${shown} is followed by a query or a fragment`);
  const path = url.pathname.replace(/\/+$/, '');
  if (path.endsWith('/chat/completions')) {
    throw refused(`the baseUrl ${shown} ends in /chat/completions, which is added to it`);
  }
  return { origin: url.origin, path, text: `${url.origin}${path}` };
}

/** Whether only this machine can be behind the origin. */
export function isLoopback(origin: string): boolean {
  const host = new URL(origin).hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function withoutUserInfo(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//');
}

function refused(message: string): ExitpollError {
  return new ExitpollError(message, { code: 'base-url', hint });
}
