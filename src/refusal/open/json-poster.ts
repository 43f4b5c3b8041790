import { systemClock } from '../../base/clock.ts';
import type { Json } from '../../base/canonical-json.ts';
import { parseBaseUrl } from '../../models/http/base-url.ts';
import type { Endpoint } from '../../models/http/endpoint.ts';
import { readErrorBody } from '../../models/http/error-body.ts';
import { exchange, type HttpAnswer } from '../../models/http/exchange.ts';
import { failedAnswer } from '../../models/http/failed-answer.ts';
import { openPool } from '../../models/http/open-pool.ts';
import { transportError } from '../../models/http/transport-error.ts';
import type { Keys } from '../../models/keys.ts';
import { ModelError } from '../../models/model-error.ts';
import type { PostJson } from '../endpoint/endpoint.ts';

/** Posts to one URL. */
export interface JsonPoster {
  readonly host: string;
  readonly post: PostJson;
  close(): Promise<void>;
}

const limits = { timeoutMs: 60_000, maxBytes: 2 ** 20 };

/**
 * Posts JSON to one URL, with the key the user's own configuration binds to its host; redirects are not followed.
 *
 * @throws ExitpollError on a URL or a key that cannot be used; each call a ModelError on any failure.
 */
export async function openJsonPoster(url: string, keys: Keys): Promise<JsonPoster> {
  const { origin, path, text } = parseBaseUrl(url);
  const key = await keys.keyFor(origin);
  const { host } = new URL(origin);
  const endpoint: Endpoint = {
    model: 'classifier',
    url: text,
    host,
    keySource: key?.source ?? null,
    timeoutMs: limits.timeoutMs,
    scrub: (words) => keys.scrub(words),
  };
  const headers = ['content-type', 'application/json', 'accept', 'application/json'];
  if (key !== null) headers.push('authorization', `Bearer ${key.reveal()}`);
  const pool = openPool(origin);
  return {
    host,
    close: () => pool.destroy(),
    async post(body: Json, signal = new AbortController().signal) {
      let answer: HttpAnswer;
      try {
        answer = await exchange(pool, { path, headers, body: JSON.stringify(body) }, limits, signal);
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        throw transportError(thrown, endpoint);
      }
      const json = parsed(answer.body);
      if (answer.status >= 300)
        failedAnswer(answer, readErrorBody(json), { endpoint, hadTools: false, now: systemClock.now() });
      if (json === undefined) throw new ModelError('bad-reply', `"classifier" at ${text} did not answer in JSON`);
      return json;
    },
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
