import type { IncomingHttpHeaders } from 'node:http';

import type { Dispatcher } from 'undici';

/** A whole answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One POST. `headers` are names and values in turn. */
export interface HttpPost {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string;
}

export interface ExchangeLimits {
  /** From sending to the last byte. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** The answer took longer than it may. */
export class ExchangeTimeout extends Error {
  override readonly name = 'ExchangeTimeout';
  /** Whether the status line had come by then. */
  readonly hadHeaders: boolean;

  constructor(hadHeaders: boolean) {
    super('timeout');
    this.hadHeaders = hadHeaders;
  }
}

/** The answer is larger than it may be. */
export class ExchangeTooLarge extends Error {
  override readonly name = 'ExchangeTooLarge';
}

/**
 * Sends one request and reads the whole answer. It goes to the dispatcher's own handler interface, which spares the
 * stream and the second abort signal that `request` makes for every call. Redirects are answers like any other.
 *
 * @throws ExchangeTimeout, ExchangeTooLarge, undici's own errors, or the signal's reason when it is aborted.
 */
export function exchange(
  dispatcher: Dispatcher,
  post: HttpPost,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    let controller: Dispatcher.DispatchController | null = null;
    let settled = false;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    const chunks: Buffer[] = [];
    let bytes = 0;

    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      return true;
    };
    // The caller is told at once; undici then drops the connection, or the request if it still waits for one.
    const stop = (reason: Error): void => {
      if (!settle()) return;
      reject(reason);
      controller?.abort(reason);
    };
    const onAbort = (): void => stop(signal.reason as Error);
    const timer = setTimeout(() => stop(new ExchangeTimeout(status !== 0)), limits.timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });

    dispatcher.dispatch(
      { method: 'POST', path: post.path, headers: post.headers as string[], body: post.body },
      {
        onRequestStart: (started) => {
          controller = started;
          if (settled) started.abort(new Error('no longer wanted'));
        },
        onResponseStart: (_, code, received) => {
          status = code;
          headers = received;
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > limits.maxBytes) stop(new ExchangeTooLarge());
        },
        onResponseEnd: () => {
          if (!settle()) return;
          const [only] = chunks;
          const body = chunks.length === 1 && only ? only : Buffer.concat(chunks);
          afterRelease(() => resolve({ status, headers, body }));
        },
        onResponseError: (_, error) => {
          if (settle()) reject(error);
        },
      },
    );
  });
}

/**
 * undici gives a connection back to its pool one turn of the event loop after the answer's end. A caller who asked
 * again before that would always open another one, so that twice as many would be open as calls in flight.
 */
function afterRelease(done: () => void): void {
  setImmediate(() => setImmediate(done));
}
