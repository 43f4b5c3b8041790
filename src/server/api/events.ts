import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

import type { Viewer } from '../viewer.ts';

/** Lets nobody between here and the page think that the connection is dead: half of what proxies usually wait. */
const signEveryMs = 15_000;

/**
 * `GET /events`: the state of the store as server-sent events, now and whenever it changes, for as long as a page
 * listens. Each event is all there is to know: whoever comes back has missed nothing.
 */
export function eventsRoutes({ live }: Viewer) {
  return new Hono().get('/', (context) => {
    // Some proxies hold back what they could send.
    context.header('X-Accel-Buffering', 'no');
    return streamSSE(context, async (stream) => {
      let wake = Promise.withResolvers<void>();
      const end = live.subscribe(() => wake.resolve());
      const signs = setInterval(() => void stream.write(': alive\n\n'), signEveryMs);
      stream.onAbort(() => wake.resolve());
      // Whoever reads slowly gets the latest state, not all that were.
      while (!stream.aborted) {
        wake = Promise.withResolvers<void>();
        await stream.writeSSE({ event: 'state', data: JSON.stringify(live.state) });
        await wake.promise;
      }
      clearInterval(signs);
      end();
    });
  });
}
