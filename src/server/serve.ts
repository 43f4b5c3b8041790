import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';

import { openStore } from '../store/store.ts';
import { keptResults } from './results-source.ts';
import { createSite } from './site.ts';

/** A viewer that answers. */
export interface Serving extends AsyncDisposable {
  /** The address to open. */
  readonly url: string;
}

export interface ServeOptions {
  readonly store: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/**
 * Opens a store for reading and answers for it on the loopback interface.
 *
 * @throws ExitpollError when the store cannot be opened or the port is taken.
 */
export async function serveStore({ store: file, port }: ServeOptions): Promise<Serving> {
  const store = openStore(file, 'read');
  const site = createSite({
    store,
    results: keptResults(store),
    live: { state: { version: 0, running: false, busy: null }, subscribe: () => () => {} },
  });
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: site.fetch, hostname: '127.0.0.1', port }, resolve);
  const address = await promise;
  return {
    url: `http://127.0.0.1:${address.port}/`,
    [Symbol.asyncDispose]: async () => {
      await new Promise((done) => {
        server.close(done);
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await store[Symbol.asyncDispose]();
    },
  };
}
