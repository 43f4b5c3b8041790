import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';

import type { Problem } from '../wire/problem.ts';
import { safeHeaders } from './headers.ts';
import { hostCheck, type Reach } from './hosts.ts';
import type { Token } from './token.ts';

/** Longer addresses are no view of ours. */
const mostAddressBytes = 12_000;
const mostBodyBytes = 64_000;

export interface GuardOptions {
  readonly reach: Reach;
  /** `null` where only this machine reaches the server. */
  readonly token: Token | null;
}

/** Turns away what does not come from the viewer's own pages, and puts the safe headers on every answer. */
export function guard({ reach, token }: GuardOptions): MiddlewareHandler {
  const isOurs = hostCheck(reach);
  return async (context, next) => {
    const refused = checkHost(context, isOurs) ?? checkShape(context) ?? checkOrigin(context) ?? admit(context, token);
    if (refused === null) await next();
    const answer = refused ?? context.res;
    context.res = answer;
    for (const [name, value] of Object.entries(safeHeaders)) {
      // A policy of an answer's own is for what is no page of the app.
      if (!answer.headers.has(name)) context.header(name, value);
    }
    if (isApi(context)) context.header('Cache-Control', 'no-store');
  };
}

/** Refuses bodies longer than any label. */
export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: mostBodyBytes,
  onError: (context) => refuse(context, 413, 'the request is too long', null),
});

function checkHost(context: Context, isOurs: (header: string | undefined) => boolean): Response | null {
  if (isOurs(context.req.header('host'))) return null;
  return refuse(
    context,
    403,
    'this viewer is not reached by that name',
    'Open the address it printed, or start it with --allowed-host NAME.',
  );
}

function checkShape(context: Context): Response | null {
  const { method, url } = context.req;
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead && !(method === 'POST' && isApi(context))) {
    context.header('Allow', isApi(context) ? 'GET, HEAD, POST' : 'GET, HEAD');
    return refuse(context, 405, 'the viewer takes no such request', null);
  }
  return url.length > mostAddressBytes ? refuse(context, 414, 'the address is too long', null) : null;
}

/**
 * A browser says where a request comes from. Other sites may link to the pages, which hold no data; they may not have
 * anything else read or written.
 */
function checkOrigin(context: Context): Response | null {
  const { req } = context;
  const site = req.header('sec-fetch-site');
  const origin = req.header('origin');
  const isForeign = origin !== undefined && !isOwnOrigin(origin, req.header('host'));
  const isRead = req.method !== 'POST';
  const isLink = isRead && !isApi(context) && req.header('sec-fetch-mode') === 'navigate';
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none' || isLink;
  // What writes must say that it is ours; a program that reads says nothing.
  const isTold = isRead || site !== undefined || origin !== undefined;
  return !isForeign && isOwnSite && isTold ? null : refuse(context, 403, 'other sites may not use this viewer', null);
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
  // Behind a proxy the scheme may be another one; the name is the browser's own.
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** Lets those in who know the token. The pages themselves hold no data: whoever opens one is told there what is missing. */
function admit(context: Context, token: Token | null): Response | null {
  if (token === null) return null;
  const { req } = context;
  const given = isApi(context) ? undefined : req.query('token');
  if (given !== undefined && token.matches(given)) {
    setCookie(context, token.cookieName, token.value, { httpOnly: true, sameSite: 'Strict', path: '/' });
    // Without the token, so that it stays in no history; what stands behind `#` the browser keeps.
    // More slashes at its beginning would name another host.
    return context.redirect(req.path.replace(/^[/\\]+/, '/'), 303);
  }
  const bearer = /^Bearer (\S+)$/i.exec(req.header('authorization') ?? '')?.[1];
  if (!isApi(context) || token.matches(getCookie(context, token.cookieName)) || token.matches(bearer)) return null;
  return refuse(
    context,
    401,
    'this viewer tells its token’s holders alone',
    'Open the whole address that `exitpoll view` printed, with its ?token=….',
  );
}

function isApi(context: Context): boolean {
  const { path } = context.req;
  return path === '/api' || path.startsWith('/api/');
}

function refuse(context: Context, status: 401 | 403 | 405 | 413 | 414, message: string, hint: string | null): Response {
  return context.json<Problem>({ problem: { message, hint } }, status);
}
