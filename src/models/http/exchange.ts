import type { IncomingHttpHeaders } from 'node:http';

import type { Dispatcher } from 'undici';

/** A whole answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Empty where the answer was taken piece by piece. */
  readonly body: Buffer;
}

/** Takes an answer piece by piece; `enough` ends the call there and then. What it throws fails the call. */
export type TakePiece = (piece: Buffer) => 'more' | 'enough';

/** Told the beginning of an answer: how to take its body piece by piece, or `null` to have it whole. */
export type TakeAnswer = (status: number, headers: IncomingHttpHeaders) => TakePiece | null;

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
  /** Between two pieces of an answer that is taken piece by piece, once the first has come; left out, no limit. */
  readonly silenceMs?: number;
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

/** An answer that is taken piece by piece stopped coming. */
export class ExchangeSilence extends Error {
  override readonly name = 'ExchangeSilence';
  readonly silenceMs: number;

  constructor(silenceMs: number) {
    super('silence');
    this.silenceMs = silenceMs;
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
 * @param take for answers that are worth reading while they come.
 * @throws ExchangeTimeout, ExchangeSilence, ExchangeTooLarge, undici's own errors, what `take` throws, or the signal's
 * reason when it is aborted.
 */
export function exchange(
  dispatcher: Dispatcher,
  post: HttpPost,
  limits: ExchangeLimits,
  signal: AbortSignal,
  take?: TakeAnswer,
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
    let takePiece: TakePiece | null = null;
    let silence: NodeJS.Timeout | null = null;

    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(timer);
      if (silence !== null) clearTimeout(silence);
      signal.removeEventListener('abort', onAbort);
      return true;
    };
    // The caller is told at once; undici then drops the connection, or the request if it still waits for one.
    const stop = (reason: Error): void => {
      if (!settle()) return;
      reject(reason);
      controller?.abort(reason);
    };
    const pass = (to: TakePiece, piece: Buffer): void => {
      const { silenceMs } = limits;
      if (silence !== null) silence.refresh();
      else if (silenceMs !== undefined) silence = setTimeout(() => stop(new ExchangeSilence(silenceMs)), silenceMs);
      try {
        if (to(piece) === 'more' || !settle()) return;
      } catch (error) {
        stop(error as Error);
        return;
      }
      resolve({ status, headers, body: Buffer.alloc(0) });
      // Closing the connection is the only way to tell a server to write no more.
      controller?.abort(new Error('enough'));
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
          takePiece = take?.(code, received) ?? null;
        },
        onResponseData: (_, chunk) => {
          if (settled) return;
          bytes += chunk.length;
          if (bytes > limits.maxBytes) stop(new ExchangeTooLarge());
          else if (takePiece === null) chunks.push(chunk);
          else pass(takePiece, chunk);
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
