import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createAdaptorServer } from '@hono/node-server';

import { ExitpollError, messageOf } from '../base/errors.ts';
import { studyOf } from './api/study-of.ts';
import { openViewer } from './open-viewer.ts';
import { printedHost } from './printed-host.ts';
import { isLoopback } from './safety/hosts.ts';
import { newToken } from './safety/token.ts';
import { createSite } from './site.ts';
import type { Viewer } from './viewer.ts';

/** A viewer that answers. */
export interface Serving extends AsyncDisposable {
  /** The address to open; with the token, where one is needed. */
  readonly url: string;
}

export interface ServeOptions {
  readonly store: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Name or address to listen on; loopback unless given. Others can reach another one, and need the token. */
  readonly host?: string;
  /** Further names by which the viewer is reached, with or without a port. */
  readonly allowedHosts?: readonly string[];
  /** Whether a token is needed on loopback too: for a machine with several users. */
  readonly token?: boolean;
  /** Where results are kept between one viewer and the next; the user's cache folder unless given. */
  readonly cacheDir?: string;
  /** Published rates to lay beside those of the store. */
  readonly published?: Viewer['published'];
  /** Is told once of each thing a page cannot show because the store is damaged or the viewer failed, in one line. */
  readonly onProblem?: (line: string) => void;
}

/**
 * Opens a store for reading and answers for it.
 *
 * @throws ExitpollError when the store cannot be opened, or the port or the host cannot be listened on.
 */
export async function serveStore(options: ServeOptions): Promise<Serving> {
  const { store: file, port, host = '127.0.0.1', allowedHosts = [] } = options;
  const token = isLoopback(host) && options.token !== true ? null : newToken();
  await using opened = new AsyncDisposableStack();
  const onProblem = options.onProblem === undefined ? undefined : onceEach(options.onProblem);
  const viewer = { ...opened.use(openViewer(file, options.cacheDir)), published: options.published, onProblem };
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
  const server = createAdaptorServer({ fetch: (request: Request) => answer(request) }) as Server;
  const address = await listen(server, host, port);
  opened.defer(() => closed(server));
  const reach = { host, port: address.port, allowedHosts };
  answer = createSite(viewer, { reach, token }).fetch;
  // Whoever opens the address soon finds results and columns done, or on their way; what is wrong is said where it is asked for.
  void prepare(viewer).catch(() => undefined);
  const whole = opened.move();
  return {
    url: `http://${printedHost(host)}:${address.port}/${token === null ? '' : `?token=${token.value}`}`,
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  };
}

/** Makes what most pages need, before anybody asks. */
async function prepare(viewer: Viewer): Promise<void> {
  const study = await studyOf(viewer, undefined);
  await viewer.results.of(study);
  await viewer.trials.of(study);
}

/** Different problems that are told of: a store may have any number. */
const mostProblems = 100;

function onceEach(tell: (line: string) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (told.has(line) || told.size === mostProblems) return;
    told.add(line);
    tell(line);
  };
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): ExitpollError {
  const make = (message: string, hint: string): ExitpollError =>
    new ExitpollError(message, { code: 'cannot-listen', hint, cause: error });
  switch (error.code) {
    case 'EADDRINUSE':
      return make(
        `port ${port} is taken, by another viewer perhaps`,
        'Name another with --port; --port 0 takes any that is free.',
      );
    case 'EACCES':
      return make(`port ${port} may not be listened on`, 'Name one above 1023 with --port, or 0 for any that is free.');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return make(`"${host}" is no address of this machine`, 'Name one with --host; 0.0.0.0 stands for all of them.');
    default:
      return make(`cannot listen on ${host}, port ${port}: ${messageOf(error)}`, 'Name another with --port or --host.');
  }
}

/** Ends at once, whoever still listens to events. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
