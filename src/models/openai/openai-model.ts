import { Pool } from 'undici';

import { systemClock, type Clock } from '../../base/clock.ts';
import type { Keys } from '../keys.ts';
import type { Model } from '../model.ts';
import { ModelError } from '../model-error.ts';
import { readAnswer } from './answer.ts';
import { parseBaseUrl } from '../http/base-url.ts';
import { checkExtraBody, defaultTimeoutMs, openAiIdentity, openAiTraits, type OpenAiModelConfig } from './config.ts';
import { nameOf, type Endpoint } from '../http/endpoint.ts';
import { exchange, type HttpAnswer } from '../http/exchange.ts';
import { bodyWriter } from './request-body.ts';
import { transportError } from '../http/transport-error.ts';

export interface OpenAiModelDeps {
  /** Which key goes to which host, and the scrubbing of keys from error texts. */
  readonly keys: Keys;
  readonly clock?: Clock;
}

/** No reply is larger: at four bytes a token this is eight million tokens. */
const maxAnswerBytes = 32 * 2 ** 20;

/**
 * A model behind an OpenAI-compatible server, spoken to by `POST {baseUrl}/chat/completions` without streaming.
 * Opening it looks up its key but sends nothing.
 *
 * @throws ExitpollError on a baseUrl or an extraBody that cannot be used, and on a missing or unreadable key.
 */
export async function openOpenAiModel(config: OpenAiModelConfig, deps: OpenAiModelDeps): Promise<Model> {
  const baseUrl = parseBaseUrl(config.baseUrl);
  checkExtraBody(config);
  const { keys, clock = systemClock } = deps;
  const key = await keys.keyFor(baseUrl.origin);
  const timeoutMs = config.timeoutMs ?? defaultTimeoutMs;
  const endpoint: Endpoint = {
    model: config.model,
    url: baseUrl.text,
    host: new URL(baseUrl.origin).host,
    keySource: key?.source ?? null,
    timeoutMs,
    scrub: (text) => keys.scrub(text),
  };
  const path = `${baseUrl.path}/chat/completions`;
  const headers = ['content-type', 'application/json', 'accept', 'application/json'];
  if (key !== null) headers.push('authorization', `Bearer ${key.reveal()}`);
  const limits = { timeoutMs, maxBytes: maxAnswerBytes };
  const writeBody = bodyWriter(config);
  // One connection for each call in flight; how many those are is for the run to say. The time limits are our own,
  // because undici's start again with every byte.
  const pool = new Pool(baseUrl.origin, {
    pipelining: 1,
    connections: null,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 10_000 },
    allowH2: false,
  });
  let closing: Promise<void> | null = null;

  return {
    identity: openAiIdentity(config),
    traits: openAiTraits(config),
    generate: async (request, { seed, signal }) => {
      if (closing !== null) throw new Error(`the model "${config.model}" has been closed`);
      if (config.tools === false && request.tools.length > 0) {
        throw new ModelError('unsupported-tools', `${nameOf(endpoint)} is declared with tools: false`);
      }
      const body = writeBody(request, seed);
      let answer: HttpAnswer;
      try {
        answer = await exchange(pool, { path, headers, body }, limits, signal);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw error instanceof ModelError ? error : transportError(error, endpoint);
      }
      return readAnswer(answer, { endpoint, hadTools: request.tools.length > 0, now: clock.now() });
    },
    close: () => (closing ??= pool.destroy()),
  };
}
