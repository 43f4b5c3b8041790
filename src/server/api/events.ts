import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

import type { Viewer } from '../viewer.ts';

/** `GET /events`: the state of the store as server-sent events, whenever it changes, for as long as a page listens. */
export function eventsRoutes({ live }: Viewer) {
  return new Hono().get('/', (context) =>
    streamSSE(context, async (stream) => {
      let write = stream.writeSSE({ event: 'state', data: JSON.stringify(live.state) });
      const end = live.subscribe((state) => {
        write = write.then(() => stream.writeSSE({ event: 'state', data: JSON.stringify(state) }));
      });
      const { promise, resolve } = Promise.withResolvers<void>();
      stream.onAbort(resolve);
      await promise;
      end();
      await write;
    }),
  );
}
